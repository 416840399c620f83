"""The only code that changes `Offer.status`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from closets.lib.moves import row_move
from closets.lib.stencils import Stencil
from closets.models import User
from payments.locks import OFFERS
from payments.models import Offer, OfferMove
from payments.models.offer import OfferQuerySet
from payments.offers.transitions import WAITING, OfferRefused, OfferStatus, sources_of


def offer_lock(offer: Offer) -> Offer:
    """The offer's row, locked until the transaction ends, with all that a decision needs.

    Whoever answers an offer locks it before its listing. Once it is accepted it has a checkout,
    whose holder may lock it, and nothing else is locked after it.
    """
    OFFERS.hold(offer.pk)
    [locked] = _FOR_ACTS.rows(pk=offer.pk)
    locked.listing.closet = locked.closet
    return locked


def _for_acts(pk: int) -> OfferQuerySet:
    return Offer.objects.filter(pk=pk).for_acts()


_FOR_ACTS = Stencil("offer_for_acts", _for_acts)


def offer_move(
    *,
    offer: Offer,
    to: OfferStatus,
    actor: User | None,
    values: Mapping[str, Any] | None = None,
) -> Offer:
    """Moves the offer by a conditional update and writes its history.

    values: further columns set with it. Whoever is asked next has OFFER_HOURS from now, unless they
    say otherwise. Raises OfferRefused when its state, or somebody faster, does not allow it; then
    nothing is changed.
    """
    before = OfferStatus(offer.status)
    changes: dict[str, Any] = {"status": to, "moved_at": timezone.now(), **(values or {})}
    if to in WAITING:
        changes.setdefault("expires_at", expiry())
    note = OfferMove(
        offer=offer,
        from_status=before,
        to_status=to,
        amount_cents=changes.get("amount_cents", offer.amount_cents),
        actor=actor,
    )
    if before not in sources_of(to) or not row_move(
        offer, before=before, changes=changes, history=note
    ):
        raise OfferRefused(f"This offer cannot change any more: {before.label.lower()}.")
    return offer


def offers_move_all(*, offers: Sequence[Offer], to: OfferStatus) -> list[Offer]:
    """Ends many offers that were locked in one transaction, by the site itself; returns them."""
    now = timezone.now()
    ids = [offer.pk for offer in offers]
    Offer.objects.filter(pk__in=ids).update(status=to, moved_at=now)
    OfferMove.objects.bulk_create(
        OfferMove(
            offer=offer,
            from_status=offer.status,
            to_status=to,
            amount_cents=offer.amount_cents,
        )
        for offer in offers
    )
    for offer in offers:
        offer.status, offer.moved_at = to, now
    return list(offers)


def expiry() -> datetime:
    """When an offer made now expires."""
    return timezone.now() + timedelta(hours=settings.OFFER_HOURS)
