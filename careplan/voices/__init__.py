"""After a session: what the children say, who would like to talk, what is in the way."""
