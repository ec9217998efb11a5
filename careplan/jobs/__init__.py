"""Long work outside the request: a table is the queue and the truth, a worker process takes from it."""
