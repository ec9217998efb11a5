"""Partners of the school: what they offer, how it meets a need, what came of it (C36, C38–C41)."""
