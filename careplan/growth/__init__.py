"""What children say of their own abilities at the start and the end of a year: counted hands, no names (S10)."""
