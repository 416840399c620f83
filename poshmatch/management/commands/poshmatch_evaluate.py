"""manage.py poshmatch_evaluate DIR: the yardstick of docs/poshmatch.md."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

import numpy as np
from django.core.management.base import BaseCommand, CommandError

from poshmatch.style.evaluation import evaluate
from poshmatch.style.folders import FolderError, read_folder
from poshmatch.style.metrics import CUT
from poshmatch.style.plot import bar_chart
from poshmatch.style.progress import ProgressBar


class Command(BaseCommand):
    """Train PoshMatch on a folder of CSV files and print its quality as JSON."""

    help = "Train and measure PoshMatch on a folder; the last line is one JSON object."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and where to draw."""
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--plot",
            type=Path,
            nargs="?",
            const=Path("poshmatch-quality.svg"),
            help="also draw quality by length of history (poshmatch-quality.svg unless named)",
        )

    def handle(self, *args: object, folder: Path, plot: Path | None, **options: object) -> None:
        """Progress goes to standard error, the result to standard output."""
        try:
            contents = read_folder(folder)
        except FolderError as error:
            raise CommandError(str(error)) from error
        with ProgressBar(sys.stderr) as progress:
            result = evaluate(contents, progress)
        if plot:
            self._draw(plot, result["by_history"])
        self.stdout.write(json.dumps(result))

    def _draw(self, plot: Path, by_history: dict[str, list[float]]) -> None:
        values = np.array(list(by_history.values())).reshape(-1, 2)
        title = "Quality by number of training signals"
        plot.write_text(
            bar_chart(title, list(by_history), values, (f"recall@{CUT}", f"ndcg@{CUT}"))
        )
        self.stdout.write(f"drawn: {plot}")
