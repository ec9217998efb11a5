"""When life happens: who is away, what is closed, which sessions fall, and who or when instead."""
