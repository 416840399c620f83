"""Ratings of sellers after the sale (C4): given, mended, answered, reported, summed up."""
