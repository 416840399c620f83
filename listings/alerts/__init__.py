"""Saved searches: kept by what a listing must have, so that a new listing finds its searches."""
