"""The plan as data: reads `seed_data/` into typed nouns, and names each fault by file and line. Pure."""
