"""What was done, what it counts for, and the statement that each person checks and the principal signs (S50-S52)."""
