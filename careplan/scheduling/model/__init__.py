"""A problem, or a part of it, as a CP-SAT model: what is chosen, what must hold, what it costs."""
