"""Every write of the community, one module a subject."""
