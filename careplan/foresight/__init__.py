"""Foresight: what each indicator will be at the year's end if all goes as planned; what would close the gap (S39)."""
