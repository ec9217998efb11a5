"""The year plan: what the year must reach, how it is approved, and the scheduling problem made from it."""
