"""`python -m tests.listings.seller_data`: a site with the catalogue and one seller, signed in.

Hers is the only session.
"""

import os

import django
from django.core.management import call_command


def main() -> None:
    """Schema, catalogue, Ana and her session."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.cached_db import SessionStore

    from tests.people import person

    call_command("migrate", verbosity=0)
    call_command("catalogue_load", verbosity=0)
    ana = person("ana")
    session = SessionStore()
    session[SESSION_KEY] = str(ana.pk)
    session[BACKEND_SESSION_KEY] = "poshmark.accounts.MemberBackend"
    session[HASH_SESSION_KEY] = ana.get_session_auth_hash()
    session.create()


if __name__ == "__main__":
    main()
