"""An invented school whose year is played from the roster to the report, so that everything can be looked at."""
