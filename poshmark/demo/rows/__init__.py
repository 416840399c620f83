"""Writes the plan into the database, in bulk, keeping what the services promise."""
