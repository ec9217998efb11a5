"""Ways out of a conflict, each tried by solving, with what it changes and what it costs."""
