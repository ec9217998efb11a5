"""The adopted plan clause by clause: owner, live figures, proof, what is missing and by when (S39, S43)."""
