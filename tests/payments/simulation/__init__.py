"""A market in fast motion: thousands of orders among processes that are killed at random."""
