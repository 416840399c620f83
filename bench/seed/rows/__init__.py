"""The plans written: numbers by COPY, and words by joining them with small tables of words."""
