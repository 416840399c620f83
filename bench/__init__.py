"""Benchmarks on the site's data: `make bench`."""
