"""What can be proven: that no plan costs less than so much, or that there is none."""
