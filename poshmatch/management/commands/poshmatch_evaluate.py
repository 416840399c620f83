"""manage.py poshmatch_evaluate DIR: the yardstick of docs/poshmatch.md."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from poshmatch.style.evaluation import evaluate
from poshmatch.style.folders import FolderError, read_folder
from poshmatch.style.progress import ProgressBar


class Command(BaseCommand):
    """Train PoshMatch on a folder of CSV files and print its quality as JSON."""

    help = "Train and measure PoshMatch on a folder; the last line is one JSON object."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        """Progress goes to standard error, the result to standard output."""
        try:
            contents = read_folder(folder)
        except FolderError as error:
            raise CommandError(str(error)) from error
        with ProgressBar(sys.stderr) as progress:
            result = evaluate(contents, progress)
        self.stdout.write(json.dumps(result))
