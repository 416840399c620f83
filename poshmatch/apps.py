"""Signals, style model and the ranked home feed."""

from django.apps import AppConfig


class PoshMatchConfig(AppConfig):
    name = "poshmatch"
    verbose_name = "PoshMatch"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poshmatch import receivers  # noqa: F401 - connects them
