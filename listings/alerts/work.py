"""Telling members of a new listing that their saved searches find.

What is to be matched is a row, written with the publishing; matching it, the alerts and their news
are one transaction, so that a worker killed at any moment leaves all of it to do, or none.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from closets.models import Vacation
from closets.selectors import unblocked
from listings import events
from listings.alerts.mails import alert_mail_soon
from listings.alerts.matching import standings_of
from listings.alerts.sizes import wearers
from listings.models import Listing, Matching, SavedSearch, SearchAlert, Status

SWEPT = 200
LATE = timedelta(seconds=10)
Alert = SavedSearch.Alert


@transaction.atomic
def matching_do(matching_id: int) -> int:
    """Holds one listing against the saved searches; how many members are told at once.

    0, too, when somebody else does it, or when it waits for the end of a vacation.
    """
    rows = Matching.objects.select_for_update(skip_locked=True, of=("self",))
    row = rows.filter(_seller_is_there(), pk=matching_id).select_related("listing__closet").first()
    if row is None:
        return 0
    told = _alert(row.listing, row.was_cents) if _is_on_sale(row.listing) else 0
    row.delete()
    return told


def matchings_sweep() -> None:
    """Does what a lost worker left, or what a vacation held up."""
    late = Matching.objects.filter(_seller_is_there(), created_at__lt=timezone.now() - LATE)
    for matching_id in late.order_by("pk").values_list("pk", flat=True)[:SWEPT]:
        matching_do(matching_id)


def _seller_is_there() -> Q:
    today = timezone.now().date()
    away = Vacation.objects.filter(Q(until=None) | Q(until__gt=today))
    return Q(~Exists(away.filter(closet=OuterRef("listing__closet"))))


def _is_on_sale(listing: Listing) -> bool:
    is_active = listing.closet.user.is_active
    return listing.status == Status.AVAILABLE and listing.deleted_at is None and is_active


def _alert(listing: Listing, was_cents: int | None) -> int:
    """Writes the alerts that are new; those wanted at once go out with them."""
    saved = _waiting(listing, standings_of(listing, was_cents=was_cents))
    SearchAlert.objects.bulk_create(
        [_row(one, listing) for one in saved.iterator(chunk_size=2000)],
        batch_size=1000,
        ignore_conflicts=True,
    )
    untold = SearchAlert.objects.filter(listing=listing, is_daily=False, told_at=None)
    alerts = list(untold.select_related("saved", "listing"))
    if alerts:
        events.searches_matched.send(sender=SearchAlert, alerts=alerts)
        untold.update(told_at=timezone.now())
    for alert in alerts:
        alert_mail_soon(alert)
    return len(alerts)


def _waiting(listing: Listing, standings: list[int]) -> QuerySet[SavedSearch]:
    """One saved search for each member to be told, one that tells at once if they have it."""
    seller_id = listing.closet.user_id
    saved = SavedSearch.objects.filter(
        standing__in=standings, deleted_at=None, user__is_active=True
    )
    saved = saved.exclude(alert=Alert.OFF).exclude(user=seller_id)
    saved = saved.filter(unblocked("user_id", seller_id), wearers(listing))
    return saved.order_by("user_id", "-alert", "pk").distinct("user_id")


def _row(saved: SavedSearch, listing: Listing) -> SearchAlert:
    return SearchAlert(
        user_id=saved.user_id,
        listing=listing,
        saved=saved,
        is_daily=saved.alert == Alert.DAILY,
        by_mail=saved.by_mail,
    )
