"""Every write to listings, one module a subject."""
