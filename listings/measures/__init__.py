"""Measurements (L6): what is measured on which garment, where, and how lengths are written."""
