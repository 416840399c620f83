"""Selling again what was bought here, with its history (X9)."""
