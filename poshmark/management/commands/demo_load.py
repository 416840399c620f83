"""`manage.py demo_load`: fills an empty database with a marketplace to try."""

from argparse import ArgumentParser
from typing import Any, TextIO, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from poshmark.demo.load import demo_load, is_empty
from poshmark.demo.pictures import first_page_draw
from poshmark.demo.progress import Progress
from poshmark.demo.scale import SCALES
from poshmark.demo.tasks import carry_on


class Command(BaseCommand):
    """Everything but pictures within seconds, the first page's pictures next, the rest later."""

    help = "Loads members, closets, listings and two months of their lives. Embedded mode only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when not empty")
        parser.add_argument("--seed", type=int, default=1, help="another marketplace")
        parser.add_argument("--size", choices=list(SCALES), default="demo")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError(
                "The demo has log-ins everybody knows: it is loaded in the embedded mode only "
                "(python3 -m poshmark.dev)."
            )
        if not is_empty():
            if options["if_empty"]:
                return
            raise CommandError("There are members already. `make reset` empties the database.")
        progress = Progress(cast("TextIO", self.stdout._out))
        demo_load(seed=options["seed"], size=options["size"], progress=progress)
        first_page_draw(progress)
        carry_on()
        self.stdout.write("The worker draws the other pictures while the site is open.")
