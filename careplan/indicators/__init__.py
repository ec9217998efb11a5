"""Indicators: a snapshot of facts at a date -> measures -> points. Pure except load, queries and views."""
