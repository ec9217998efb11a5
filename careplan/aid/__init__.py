"""Help that keeps coming: aid with its money, duties that come again, and how evenly help comes over the year."""
