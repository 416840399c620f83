"""News rows (S5), written in the transaction of the act they tell of."""

from collections.abc import Mapping

from django.utils import timezone

from closets.models import User
from listings.models import Listing
from social.models import News


def news_add(
    *,
    recipient_id: int,
    kind: News.Kind,
    actor: User | None = None,
    listing: Listing | None = None,
    text: str = "",
    url: str = "",
) -> None:
    """Tells a member; nobody is told of their own act."""
    if actor is not None and actor.pk == recipient_id:
        return
    News.objects.create(
        recipient_id=recipient_id, kind=kind, actor=actor, listing=listing, text=text, url=url
    )


def news_add_many(
    *, urls: Mapping[int, str], kind: News.Kind, actor: User, listing: Listing, text: str
) -> None:
    """Tells many members the same, each with an address of their own: `urls` by recipient's id."""
    News.objects.bulk_create(
        News(recipient_id=member, kind=kind, actor=actor, listing=listing, text=text, url=url)
        for member, url in urls.items()
    )


def news_take_back(*, kind: News.Kind, actor: User, listing: Listing | None = None) -> None:
    """Removes what an undone act told."""
    News.objects.filter(kind=kind, actor=actor, listing=listing).delete()


def news_read_all(*, user: User) -> int:
    """Marks all of a member's news as read; returns how many were not."""
    return News.objects.filter(recipient=user, read_at=None).update(read_at=timezone.now())
