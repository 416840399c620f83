"""A worker that is killed with alerts and news written, but not committed."""

import os
import signal
import subprocess
import sys

from django.db import connection

from poshmark.dev.places import ROOT

PROGRAM = "from tests.listings.alerts.killing import die; import sys; die(int(sys.argv[1]))"


def killed_between(matching_id: int) -> int:
    """Has a process of its own do the matching and die in it; its return code."""
    settings = connection.settings_dict
    place = f"{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    who = settings["USER"] + (f":{settings['PASSWORD']}" if settings["PASSWORD"] else "")
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{who}@{place}",
        "DJANGO_SETTINGS_MODULE": "poshmark.settings",
    }
    command = [sys.executable, "-c", PROGRAM, str(matching_id)]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def die(matching_id: int) -> None:
    """Matches, and is killed after the news of it, before the end of the transaction."""
    import django

    django.setup()
    from listings import events
    from listings.alerts.work import matching_do
    from social.models import News

    def kill(sender: object, **_: object) -> None:
        assert News.objects.filter(kind="search").exists()
        os.kill(os.getpid(), signal.SIGKILL)

    events.searches_matched.connect(kill)
    matching_do(matching_id)
