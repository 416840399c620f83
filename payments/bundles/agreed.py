"""The price that is named or agreed for a bundle, and how it ends (O3)."""

from django.utils import timezone

from closets.templatetags.money import money
from payments.models import Bundle, BundleOffer

Status = BundleOffer.Status


def offer_live(bundle: Bundle) -> BundleOffer | None:
    """The price that waits for an answer, or holds."""
    return bundle.offers.live().first()


def agreed_cents(bundle: Bundle) -> int | None:
    """The price that both agreed on, while it holds."""
    offer = offer_live(bundle)
    return offer.amount_cents if offer and offer.is_agreed else None


def offers_end(bundle: Bundle) -> None:
    """What was said was for other items: it holds no more, which the bundle's talk says."""
    live = bundle.offers.filter(status__in=BundleOffer.LIVE)
    amount = live.values_list("amount_cents", flat=True).first()
    if amount and live.update(status=Status.OVER, moved_at=timezone.now()):
        text = f"The items have changed, so the price of {money(amount)} does not hold any more."
        bundle.messages.create(body=text)
