"""News that follows from what happens to listings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from closets.models import User
from listings import events
from listings.models import Brand, Listing, Photo, SearchAlert, SearchDigest
from social.models import BrandFollow, Like, ModerationDecision, News
from social.news.choices import wishes_of
from social.news.stops import mail_stop_of
from social.services.news import news_withdraw


@receiver(events.price_dropped)
def tell_likers_of_a_real_drop(
    sender: type[Listing], *, listing: Listing, is_real: bool, **_: Any
) -> None:
    """Likers hear of a drop of at least 10 % under the lowest price so far (L9)."""
    if not is_real:
        return
    likers = Like.objects.filter(listing=listing).values_list("user_id", flat=True)
    News.objects.bulk_create(
        [
            News(recipient_id=user_id, kind=News.Kind.PRICE_DROP, listing=listing)
            for user_id in likers.iterator()
        ],
        batch_size=1000,
    )


@receiver(events.price_drop_undone)
def tell_likers_no_more(
    sender: type[Listing], *, listing: Listing, since: datetime, **_: Any
) -> None:
    """A drop that was taken back is no news."""
    news_withdraw(kind=News.Kind.PRICE_DROP, listing=listing, since=since)


@receiver(events.brand_merged)
def follow_the_brand_it_became(sender: type[Brand], *, brand: Brand, into: Brand, **_: Any) -> None:
    """Followers of a brand that is merged away follow the other one."""
    followers = BrandFollow.objects.filter(brand=brand).values_list("user_id", flat=True)
    BrandFollow.objects.bulk_create(
        [BrandFollow(user_id=user_id, brand=into) for user_id in followers],
        ignore_conflicts=True,
    )


@receiver(events.pictures_wanted)
def pictures_of_evidence(sender: type[Photo], *, keys: set[str], **_: Any) -> set[str]:
    """What staff decided on stays to be seen."""
    decided = ModerationDecision.objects.filter(evidence__photos__has_any_keys=sorted(keys))
    return {
        key for evidence in decided.values_list("evidence", flat=True) for key in evidence["photos"]
    }


@receiver(events.mail_asked)
def mail_outside_quiet_hours(
    sender: type[User], *, member: User, at: datetime, **_: Any
) -> datetime | None:
    """Mails of finds keep the quiet hours, and leave addresses alone that send mail back (A9)."""
    if mail_stop_of(member):
        return None
    return wishes_of([member.pk])[member.pk].not_before(at)


@receiver(events.searches_matched)
def tell_who_waited(sender: type[SearchAlert], *, alerts: Sequence[SearchAlert], **_: Any) -> None:
    """Members hear of a listing that a saved search of theirs finds (B5)."""
    News.objects.bulk_create(
        [
            News(
                recipient_id=alert.user_id,
                kind=News.Kind.SEARCH,
                listing_id=alert.listing_id,
                text=f"New for “{alert.saved.name if alert.saved else 'your search'}”",
            )
            for alert in alerts
        ],
        batch_size=1000,
    )


@receiver(events.search_digests_due)
def tell_the_finds_of_the_day(
    sender: type[SearchDigest], *, digests: Sequence[SearchDigest], **_: Any
) -> None:
    """Members hear once a day how much their daily searches found."""
    News.objects.bulk_create(
        [
            News(
                recipient_id=digest.user_id,
                kind=News.Kind.SEARCH,
                text=f"{digest.finds} new for your saved searches",
                url=reverse("listings:searches"),
            )
            for digest in digests
        ]
    )
