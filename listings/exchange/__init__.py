"""Listings as files: a CSV, with photos in a ZIP, out and in again (docs/csv.md)."""
