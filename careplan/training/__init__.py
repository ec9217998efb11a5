"""Training: what a teacher learned, and what they may therefore lead on a date (S46–S49)."""
