"""The launcher: everything that `make` offers, with Python's standard library alone.

Run as `python3 -m poshmark.dev COMMAND`. The modules, from the ground up:
progress (what is printed), places (folders and kept secrets) < leftovers, children (processes that
never outlive us) < accounts, ports, postgres, valkey < lock, services (both servers, as an
environment) < scale, steps, venv, chromium < supervisor, readiness, site < lint, commands, cli.
"""
