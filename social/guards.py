"""Who may act on what: the one place that knows (A8)."""

from closets.models import Closet, User
from closets.selectors import blocked_either_way
from listings.models import Listing, Status


class ActRefused(Exception):
    """The act is not possible; the message is meant for the member who tried."""


def require_can_act(user: User, listing: Listing, *, states: set[str] | None = None) -> None:
    """Raises ActRefused unless `user` may like, comment on or share `listing`."""
    allowed = states or {Status.AVAILABLE, Status.RESERVED, Status.SOLD, Status.NOT_FOR_SALE}
    if listing.status not in allowed or listing.deleted_at:
        raise ActRefused("This listing is no longer on the site.")
    require_not_blocked(user, listing.closet)


def require_not_blocked(user: User, closet: Closet) -> None:
    """Raises ActRefused when the member and the closet's owner are parted by a block."""
    if closet.user_id != user.pk and blocked_either_way(user.pk, closet.user_id):
        raise ActRefused("This closet is not available.")
