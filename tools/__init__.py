"""What stands behind ./run. `setup` and what it imports use the standard library only: nothing is installed yet."""
