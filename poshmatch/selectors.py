"""Reads of the style model."""
