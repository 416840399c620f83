"""`manage.py poshmatch_train`: trains the style model now."""

import resource
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from poshmatch.services.runs import TrainingBusy
from poshmatch.services.training import model_train, quality
from poshmatch.serving import style_model_reload

GIB = 1 << 30


class Command(BaseCommand):
    """Trains, and publishes when the model is not worse than the live one."""

    help = "Train the PoshMatch style model and publish it when it is not worse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-missing", action="store_true", help="only when no model can be served"
        )
        parser.add_argument(
            "--memory-gb", type=float, default=8.0, help="most memory of the process (8)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_missing"] and style_model_reload() is not None:
            return
        most = int(options["memory_gb"] * GIB)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        try:
            row = model_train()
        except TrainingBusy as error:
            raise CommandError("Another training is running.") from error
        state = row.verdict or "published"
        self.stdout.write(f"{row.version}: held-out ndcg@20 {quality(row):.4f}, {state}")
