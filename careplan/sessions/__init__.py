"""Sessions of the year: versions of the schedule, team sessions, attendance, feedback."""
