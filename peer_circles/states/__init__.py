"""States as graphs, checked when they are loaded: the only ways from one to the next, and what time alone does."""
