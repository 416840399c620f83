"""The long proofs, run by `make prove NAME=…` as programs: they need Django set up first."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")
django.setup()
