"""The invented school: generated with a seed, marked 演示 wherever it shows."""
