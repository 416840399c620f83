"""Cases (C1, C2): what went wrong with a delivered order, and how it was put right."""
