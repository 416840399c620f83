"""Every write of PoshMatch, one module a subject."""
