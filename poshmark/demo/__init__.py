"""The demo marketplace: members, listings, acts and pictures, made by our own code."""
