"""Each child's care: who is responsible, visits and calls."""
