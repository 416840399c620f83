"""Offer to Likers (O2): one price to up to 10,000 who like the item, in the background.

A batch is one transaction that sends, counts and moves the mark, so that a worker that dies leaves
whole batches behind and the next one goes on: each liker gets it exactly once.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from closets.models import User
from closets.selectors import unblocked
from listings.models import Listing
from listings.models.listing import MIN_PRICE_CENTS
from payments.fees import net_cents
from payments.models import LikersOffer, Offer, OfferMove
from payments.offers.moves import expiry
from payments.offers.rules import Range, likers_most_cents, require_within
from payments.offers.telling import offers_tell_all
from payments.offers.transitions import OfferRefused, OfferStatus
from payments.orders.opening import require_on_sale
from payments.queue import enqueue
from social.models import Like

Status = LikersOffer.Status
BATCH = 200


@transaction.atomic
def likers_offer_start(
    *, actor: User, listing: Listing, cents: int, shipping_discount_cents: int = 0
) -> LikersOffer:
    """Offers `cents` to everybody who likes the listing now, the seller paying some shipping.

    Raises PermissionDenied, ActRefused and SomebodyFaster (not on sale), and OfferRefused (amount,
    nobody to offer to, one being sent, a discount above what is earned).
    """
    _require_may_send(actor, listing)
    require_within(cents, likers_range(listing))
    if not 0 <= shipping_discount_cents <= net_cents(cents):
        raise OfferRefused("You would earn less than nothing. Take over less of the shipping.")
    newest, likers = _likers(listing)
    if not likers:
        raise OfferRefused("Nobody likes this item yet.")
    row = _create(listing, cents, shipping_discount_cents, newest + 1, likers)
    enqueue("likers_offer_send", row.pk)
    return row


def likers_range(listing: Listing) -> Range:
    """What an Offer to Likers can ask, in cents; of a single liker it may be less."""
    return Range(MIN_PRICE_CENTS, likers_most_cents(listing.price_cents or 0))


def likers_offer_send(*, campaign_id: int) -> int:
    """Sends what is left of it; returns how many batches. Two workers share one, not a batch."""
    batches = 0
    while _batch(campaign_id):
        batches += 1
    return batches


def likers_offers_sweep() -> int:
    """Goes on with those whose worker was lost; returns how many."""
    before = timezone.now() - timedelta(minutes=2)
    running = LikersOffer.objects.filter(status=Status.RUNNING, created_at__lte=before)
    left = list(running.values_list("pk", flat=True))
    for campaign_id in left:
        likers_offer_send(campaign_id=campaign_id)
    return len(left)


def lowest_by_liker(listing: Listing, likers: Sequence[int]) -> dict[int, int]:
    """The lowest price in cents that each was offered for it in 90 days; one query."""
    since = timezone.now() - timedelta(days=settings.LIKERS_DAYS)
    asked = OfferMove.objects.filter(
        offer__listing=listing,
        offer__buyer__in=likers,
        to_status=OfferStatus.BUYER,
        created_at__gte=since,
    )
    pairs = asked.values("offer__buyer").annotate(cents=Min("amount_cents"))
    return dict(pairs.values_list("offer__buyer", "cents"))


def _require_may_send(actor: User, listing: Listing) -> None:
    if listing.closet.user_id != actor.pk:
        raise PermissionDenied
    require_on_sale(listing)
    if away := listing.closet.away:
        raise OfferRefused(f"{away.line} Nothing can be offered now.")


def _likers(listing: Listing) -> tuple[int, int]:
    """The newest like's id and how many get the offer."""
    newest = Like.objects.filter(listing=listing).aggregate(id=Max("id"))["id"] or 0
    found = _likes(listing, newest + 1)[: settings.LIKERS_MOST].count()
    return newest, found


def _create(listing: Listing, cents: int, discount: int, at_like: int, likers: int) -> LikersOffer:
    try:
        with transaction.atomic():
            return LikersOffer.objects.create(
                listing=listing,
                amount_cents=cents,
                shipping_discount_cents=discount,
                at_like=at_like,
                likers=likers,
                expires_at=expiry(),
            )
    except IntegrityError as error:
        raise OfferRefused("An offer to likers of this item is being sent already.") from error


def _likes(listing: Listing, before: int) -> QuerySet[Like]:
    """Likes older than `before` by members who can be offered something, newest first."""
    seller = listing.closet.user_id
    likes = Like.objects.filter(listing=listing, id__lt=before, user__is_active=True)
    return likes.filter(unblocked("user_id", seller)).order_by("-id")


@transaction.atomic
def _batch(campaign_id: int) -> bool:
    """The next likers, in one transaction; False when there is no more to do here."""
    rows = LikersOffer.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    running = rows.filter(pk=campaign_id, status=Status.RUNNING)
    row = running.select_related("listing__closet__user").first()
    if row is None:
        return False
    if not row.listing.is_available:
        return _finish(row, Status.STOPPED)
    room = min(BATCH, row.likers - row.sent - row.skipped)
    likes = list(_likes(row.listing, row.at_like)[:room])
    if not likes:
        return _finish(row, Status.DONE)
    _send(row, [like.user_id for like in likes])
    row.at_like = likes[-1].pk
    row.save(update_fields=["at_like", "sent", "skipped"])
    return True


def _send(row: LikersOffer, likers: list[int]) -> None:
    """Offers to those whose 90-day rule allows it and who have no live offer."""
    lowest = lowest_by_liker(row.listing, likers)
    price = row.listing.price_cents or 0
    able = [
        member
        for member in likers
        if row.amount_cents <= likers_most_cents(price, lowest.get(member))
    ]
    Offer.objects.bulk_create([_offer(row, member) for member in able], ignore_conflicts=True)
    made = list(Offer.objects.filter(campaign=row, buyer__in=able))
    OfferMove.objects.bulk_create(
        OfferMove(
            offer=offer,
            to_status=OfferStatus.BUYER,
            amount_cents=offer.amount_cents,
            actor=row.listing.closet.user,
        )
        for offer in made
    )
    offers_tell_all(made, row.listing, by=row.listing.closet.user)
    row.sent += len(made)
    row.skipped += len(likers) - len(made)


def _offer(row: LikersOffer, member: int) -> Offer:
    return Offer(
        listing=row.listing,
        closet=row.listing.closet,
        buyer_id=member,
        status=OfferStatus.BUYER,
        amount_cents=row.amount_cents,
        seller_cents=row.amount_cents,
        shipping_discount_cents=row.shipping_discount_cents,
        campaign=row,
        expires_at=expiry(),
    )


def _finish(row: LikersOffer, status: LikersOffer.Status) -> bool:
    row.status, row.finished_at = status, timezone.now()
    row.save(update_fields=["status", "finished_at"])
    return False
