"""Both agree: the item is reserved and its payment claimed, in the transaction of the yes."""

from closets.models import User
from payments.models import Checkout, Offer
from payments.offers.moves import offer_move
from payments.offers.telling import offer_tell, other_side, said
from payments.offers.transitions import OfferRefused, OfferStatus
from payments.orders.agreed import checkout_agreed
from payments.orders.opening import Item


def offer_agree(locked: Offer, *, actor: User, buyer_is_here: bool) -> Checkout:
    """Accepts a locked offer; `payment_charge` of the checkout that is given back comes next.

    buyer_is_here: they can answer their bank. Raises OfferRefused (nothing to charge), ActRefused,
    SomebodyFaster, ValidationError; then nothing is changed.
    """
    if locked.card is None or locked.address is None:
        raise OfferRefused("Say first where to send it and which card to charge.")
    checkout = checkout_agreed(
        buyer=locked.buyer,
        items=[Item(locked.listing, locked.size, locked.amount_cents)],
        address=locked.address,
        card=locked.card,
        buyer_is_here=buyer_is_here,
        shipping_discount_cents=locked.shipping_discount_cents,
    )
    values = {"checkout": checkout}
    offer_move(offer=locked, to=OfferStatus.ACCEPTED, actor=actor, values=values)
    offer_tell(locked, other_side(locked, actor), f"accepted {said(locked)}", by=actor)
    return checkout
