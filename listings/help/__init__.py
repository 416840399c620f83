"""Help while listing (L5): guesses from the title and the cover, and what such things sold for."""
