"""A new school year is opened: what carries over, and what a person has to decide so that nobody is lost (C41)."""
