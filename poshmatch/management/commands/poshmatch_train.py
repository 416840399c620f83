"""`manage.py poshmatch_train`: trains the style model now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from poshmatch.services.training import model_train, quality
from poshmatch.serving import style_model_reload


class Command(BaseCommand):
    """Trains, and publishes when the model is not worse than the live one."""

    help = "Train the PoshMatch style model and publish it when it is not worse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-missing", action="store_true", help="only when no model can be served"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_missing"] and style_model_reload() is not None:
            return
        row = model_train()
        state = row.verdict or "published"
        self.stdout.write(f"{row.version}: held-out ndcg@20 {quality(row):.4f}, {state}")
