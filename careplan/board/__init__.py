"""The school's state on one page, and the same for one's own squad (S39–S45). Nothing here ranks people."""
