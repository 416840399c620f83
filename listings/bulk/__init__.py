"""Changing many listings of a closet at once: select, preview, run, take back."""
