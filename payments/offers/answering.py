"""Accept, counter, decline, withdraw (O1): the side that is asked, within the time."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from closets.models import User
from payments.models import Checkout, Offer
from payments.offers.agreeing import offer_agree
from payments.offers.floors import floor_answer
from payments.offers.moves import offer_lock, offer_move
from payments.offers.rules import Range, buyer_range, require_within, seller_range
from payments.offers.telling import offer_tell, other_side, said
from payments.offers.transitions import OfferRefused, OfferStatus
from payments.orders.opening import require_may_buy, require_on_sale
from payments.orders.payment import Outcome, payment_ask, payment_charge

Status = OfferStatus
AGREED = {Status.ACCEPTED, Status.PAID, Status.UNPAID}


@dataclass(frozen=True)
class Answer:
    """The offer after an act, and what Stripe said when the act was a yes to it."""

    offer: Offer
    outcome: Outcome | None = None


def offer_accept(*, offer: Offer, actor: User) -> Answer:
    """Accepts, which binds both and charges the buyer's card at once; pressed twice it is once.

    Raises PermissionDenied for strangers, OfferRefused, ActRefused, SomebodyFaster and
    ValidationError; then nothing is changed.
    """
    accepted, is_new = _accept(offer, actor)
    if is_new:
        return answered(accepted, True)
    return Answer(accepted, payment_ask(checkout=_checkout(accepted)))


def answered(offer: Offer, is_agreed: bool) -> Answer:
    """Charges what was agreed a moment ago, once the agreement is committed."""
    if not is_agreed:
        return Answer(offer)
    return Answer(offer, payment_charge(checkout=_checkout(offer)))


def offer_counter(*, offer: Offer, actor: User, cents: int) -> Answer:
    """Names another price, within what is left between both; then the other side is asked.

    The seller's floor may answer a buyer at once. Raises as `offer_accept`.
    """
    return answered(*_counter(offer, actor, cents))


@transaction.atomic
def offer_decline(*, offer: Offer, actor: User) -> Offer:
    """Says no. Raises PermissionDenied, OfferRefused."""
    locked = _asked(offer, actor)
    offer_move(offer=locked, to=Status.DECLINED, actor=actor)
    offer_tell(locked, other_side(locked, actor), f"declined {said(locked)}", by=actor)
    return locked


@transaction.atomic
def offer_withdraw(*, offer: Offer, actor: User) -> Offer:
    """Takes one's own word back before it is answered. Raises PermissionDenied, OfferRefused."""
    locked = offer_lock(offer)
    _require_waiting(locked)
    if locked.status == side_of(locked, actor):
        raise OfferRefused("You are asked: accept, counter or decline.")
    offer_move(offer=locked, to=Status.WITHDRAWN, actor=actor)
    offer_tell(locked, other_side(locked, actor), f"took back {said(locked)}", by=actor)
    return locked


def counter_range(offer: Offer) -> Range:
    """What the side that is asked can name, in cents."""
    price = offer.listing.price_cents or 0
    if offer.status == Status.SELLER:
        return seller_range(price, said_cents=offer.amount_cents, asked_cents=offer.seller_cents)
    return buyer_range(price, said_cents=offer.buyer_cents, asked_cents=offer.seller_cents)


@transaction.atomic
def _accept(offer: Offer, actor: User) -> tuple[Offer, bool]:
    locked = offer_lock(offer)
    if locked.status in AGREED:
        side_of(locked, actor)
        return locked, False
    side = _require_asked(locked, actor)
    offer_agree(locked, actor=actor, buyer_is_here=side == Status.BUYER)
    return locked, True


@transaction.atomic
def _counter(offer: Offer, actor: User, cents: int) -> tuple[Offer, bool]:
    locked = _asked(offer, actor)
    require_may_buy(locked.buyer, locked.listing)
    require_on_sale(locked.listing)
    require_within(cents, counter_range(locked))
    if locked.status == Status.SELLER:
        values = {"seller_cents": cents, "amount_cents": cents}
        offer_move(offer=locked, to=Status.BUYER, actor=actor, values=values)
    else:
        _require_can_pay(locked)
        values = {"buyer_cents": cents, "amount_cents": cents}
        offer_move(offer=locked, to=Status.SELLER, actor=actor, values=values)
        if floor_answer(locked):
            return locked, locked.status == Status.ACCEPTED
    offer_tell(locked, other_side(locked, actor), f"counters with {said(locked)}", by=actor)
    return locked, False


def _require_can_pay(offer: Offer) -> None:
    if offer.card is None or offer.address is None:
        raise OfferRefused("Say first where to send it and which card to charge.")


def _asked(offer: Offer, actor: User) -> Offer:
    """The locked offer, which waits for the actor."""
    locked = offer_lock(offer)
    _require_asked(locked, actor)
    return locked


def _require_asked(locked: Offer, actor: User) -> OfferStatus:
    side = side_of(locked, actor)
    _require_waiting(locked)
    if locked.status != side:
        raise OfferRefused("It is the other side's turn.")
    return side


def _require_waiting(locked: Offer) -> None:
    if not locked.is_waiting:
        raise OfferRefused(f"Nothing to answer here any more: {locked.status_now.label.lower()}.")


def side_of(offer: Offer, actor: User) -> OfferStatus:
    """The state in which the actor is asked. Raises PermissionDenied for strangers."""
    if actor.pk == offer.buyer_id:
        return Status.BUYER
    if actor.pk == offer.closet.user_id:
        return Status.SELLER
    raise PermissionDenied


def _checkout(offer: Offer) -> Checkout:
    if offer.checkout is None:
        raise ValueError("An accepted offer has a checkout")
    return offer.checkout
