"""Orders, ledger, Stripe and payouts."""

from importlib import import_module

from django.apps import AppConfig

CONNECTED = (
    "payments.receivers",
    "payments.offers.receivers",
    "payments.bundles.receivers",
    "payments.cases.receivers",
    "payments.baskets.receivers",
    "payments.stripe_handlers",
    "payments.stripe_tasks",
    "payments.sandbox.tasks",
)


class PaymentsConfig(AppConfig):
    name = "payments"
    verbose_name = "Payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in CONNECTED:
            import_module(module)
        from listings.bulk.acts import act_add
        from listings.selectors import BESIDE
        from payments.offers.bulk import OFFER

        act_add(OFFER)
        BESIDE.append("closet__reputation")
