"""Sheets of paper: what is printed of sessions on A4, the same on the screen and as PDF."""
