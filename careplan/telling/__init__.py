"""Tell people once what changed for them: the outbox of a published schedule, its channels, personal calendars."""
