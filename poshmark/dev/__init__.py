"""The launcher: everything that `make` offers, with Python's standard library alone.

Run as `python3 -m poshmark.dev COMMAND`. The modules, from the ground up:
progress (what is printed) < places (folders, kept secrets) < children (processes that never outlive
us) < postgres, valkey < services (both, as an environment) < venv, chromium, processes < commands.
"""
