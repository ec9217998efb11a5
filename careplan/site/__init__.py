"""The installation itself: set up, look after, serve."""
