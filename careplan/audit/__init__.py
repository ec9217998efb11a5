"""Who read or changed what, written in the same transaction (G28)."""
