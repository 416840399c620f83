"""News of a bundle, written with the act it tells of."""

from closets.models import User
from payments.models import Bundle
from social.models import News
from social.services.news import news_add


def bundle_tell(bundle: Bundle, member: User, text: str, *, by: User | None = None) -> None:
    """Tells one side; `by` is who did it, whose name stands before the text."""
    news_add(
        recipient_id=member.pk,
        kind=News.Kind.BUNDLE,
        actor=by,
        text=text[:200],
        url=bundle.get_absolute_url(),
    )


def other_side(bundle: Bundle, actor: User) -> User:
    """Whom the actor deals with."""
    return bundle.closet.user if actor.pk == bundle.buyer_id else bundle.buyer
