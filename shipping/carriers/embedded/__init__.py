"""The embedded carrier: a simulated network with its own books, for demo and tests."""
