"""PoshPost: rate cards, labels, carriers and tracking."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ShippingConfig(AppConfig):
    name = "shipping"
    verbose_name = "Shipping"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shipping.receivers import rate_card_open

        post_migrate.connect(rate_card_open, sender=self)
