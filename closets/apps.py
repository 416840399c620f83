"""Members, closets, addresses, sizes and blocks."""

from django.apps import AppConfig


class ClosetsConfig(AppConfig):
    name = "closets"
    verbose_name = "Closets"
    default_auto_field = "django.db.models.BigAutoField"
