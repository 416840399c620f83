"""What pages show of ratings."""

from dataclasses import dataclass
from datetime import datetime

from closets.lib.cursors import Page, page_after
from closets.models import Closet, User
from closets.selectors import unblocked
from payments.models import Order, Rating
from payments.ratings.rules import may_answer, may_mend, may_rate, mend_by, rate_by


@dataclass(frozen=True)
class RatingCard:
    """An order's rating for one side of it: what was said, and what they may do now."""

    given: Rating | None
    may_give: bool
    may_answer: bool
    until: datetime | None

    @property
    def may_mend(self) -> bool:
        """Whether giving means changing what was given."""
        return self.may_give and self.given is not None


def rating_card(order: Order, viewer: User) -> RatingCard | None:
    """The order's rating as buyer or seller see it; None while there is nothing to see.

    One query for an accepted order, none for others.
    """
    until = rate_by(order)
    if until is None:
        return None
    given = Rating.objects.filter(order=order).first()
    if given is None:
        may = may_rate(order, viewer)
        return RatingCard(None, may, may_answer=False, until=until) if may else None
    may = may_mend(given, viewer)
    return RatingCard(given, may, may_answer(given, order, viewer), mend_by(given) if may else None)


def love_notes_page(closet: Closet, viewer_id: int | None, cursor: str = "") -> Page[Rating]:
    """Twenty love notes of a closet, newest first, without people blocked either way."""
    notes = (
        Rating.objects.love_notes()
        .filter(unblocked("buyer_id", viewer_id), closet=closet, buyer__is_active=True)
        .select_related("buyer__closet")
    )
    return page_after(notes, order=["-id"], cursor=cursor, size=20, salt="love-notes")
