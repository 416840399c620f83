"""Reads of the community: what a whole page needs, in a fixed number of queries."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from closets.lib.cursors import Page, first_page, page_after
from closets.lib.sql import Prepared, rows
from closets.lib.stencils import Stencil
from closets.models import Closet
from closets.selectors import blocked_ids, unblocked
from listings.models import Listing, PriceChange
from listings.models.listing import PUBLIC_STATUSES
from social.models import (
    NEWEST,
    BrandFollow,
    ClosetCounts,
    ClosetDelta,
    ClosetFollow,
    Comment,
    Like,
    ListingCounts,
    Share,
)

COMMENTS = 20
Act = TypeVar("Act", Share, Comment)
_LIKES = Prepared(
    "likes_of",
    {"user": "bigint", "listings": "bigint[]"},
    """
SELECT l.id,
    coalesce(n.likes, 0) + coalesce(d.likes, 0), coalesce(n.shares, 0) + coalesce(d.shares, 0),
    EXISTS (SELECT FROM social_like AS x WHERE x.listing_id = l.id AND x.user_id = %(user)s)
FROM unnest(%(listings)s) AS l (id)
LEFT JOIN social_listingcounts AS n ON n.listing_id = l.id
LEFT JOIN (
    SELECT listing_id, sum(likes) AS likes, sum(shares) AS shares FROM social_listingdelta
    WHERE listing_id = ANY(%(listings)s) GROUP BY 1) AS d ON d.listing_id = l.id
""",
)
_LISTING = """
SELECT coalesce(sum(likes), 0), coalesce(sum(shares), 0), coalesce(sum(comments), 0) FROM (
    SELECT likes, shares, comments FROM social_listingcounts WHERE listing_id = %(pk)s
    UNION ALL
    SELECT likes, shares, comments FROM social_listingdelta WHERE listing_id = %(pk)s) AS n
"""
_CLOSET = """
SELECT coalesce(sum(followers), 0), coalesce(sum(following), 0) FROM (
    SELECT followers, following FROM social_closetcounts WHERE closet_id = %(pk)s
    UNION ALL
    SELECT followers, following FROM social_closetdelta WHERE closet_id = %(pk)s) AS n
"""
_COMMENT_FIELDS = (
    *("body", "created_at", "listing_id", "user_id"),
    *("user__closet__handle", "user__closet__display_name", "user__closet__avatar_hash"),
)
_ACT_FIELDS = (
    *("title", "status", "deleted_at", "shared_at", "price_cents"),
    *("department_id", "category_id", "subcategory_id", "brand_id", "style_tags"),
    *("closet__user_id", "closet__handle", "closet__display_name"),
)
_FOLLOWS = "SELECT 1 FROM social_closetfollow WHERE user_id = %s AND closet_id = %s"


def likes_of(
    user_id: int | None, listing_ids: Iterable[int]
) -> tuple[set[int], dict[int, tuple[int, int]]]:
    """Which listings the member likes, and (likes, shares) of each: one query for a page."""
    found = _LIKES.rows({"user": user_id, "listings": list(listing_ids)})
    liked = {pk for pk, _, _, is_liked in found if is_liked}
    return liked, {pk: (likes, shares) for pk, likes, shares, _ in found}


def counts_of(listing: Listing) -> ListingCounts:
    """The listing's counters as they are this moment, zeros when nothing happened yet."""
    [(likes, shares, comments)] = rows(_LISTING, {"pk": listing.pk})
    return ListingCounts(pk=listing.pk, likes=likes, shares=shares, comments=comments)


def closet_counts_of(closet: Closet) -> ClosetCounts:
    """The closet's counters as they are this moment, zeros when nobody follows yet."""
    [(followers, following)] = rows(_CLOSET, {"pk": closet.pk})
    return ClosetCounts(pk=closet.pk, followers=followers, following=following)


def with_community(closets: QuerySet[Closet], viewer_id: int | None) -> QuerySet[Closet]:
    """The closets with their counters (read by `counts_beside`), `is_followed` and
    `follows_viewer`, in one query."""
    mine = ClosetFollow.objects.filter(user=viewer_id, closet=OuterRef("pk"))
    own = Closet.objects.filter(user=viewer_id).values("pk")[:1]
    theirs = ClosetFollow.objects.filter(user=OuterRef("user_id"), closet=Subquery(own))
    return closets.select_related("counts").annotate(
        is_followed=Exists(mine),
        follows_viewer=Exists(theirs),
        followers_beside=_waiting("followers"),
        following_beside=_waiting("following"),
    )


def counts_beside(closet: Closet) -> ClosetCounts:
    """The counters that came with the closet, zeros when nobody follows yet."""
    stored = getattr(closet, "counts", None) or ClosetCounts(pk=closet.pk)
    return ClosetCounts(
        pk=closet.pk,
        followers=stored.followers + getattr(closet, "followers_beside", 0),
        following=stored.following + getattr(closet, "following_beside", 0),
    )


def _waiting(field: str) -> Coalesce:
    """What deltas add to a closet's counter."""
    deltas = ClosetDelta.objects.filter(closet=OuterRef("pk")).order_by().values("closet")
    return Coalesce(Subquery(deltas.annotate(by=Sum(field)).values("by")), 0)


def follows_closet(user_id: int | None, closet_id: int) -> bool:
    if user_id is None:
        return False
    return bool(rows(_FOLLOWS, [user_id, closet_id]))


def follows_brand(user_id: int | None, brand_id: int) -> bool:
    if user_id is None:
        return False
    return BrandFollow.objects.filter(user_id=user_id, brand_id=brand_id).exists()


def comments_page(listing: Listing, viewer_id: int | None, cursor: str = "") -> Page[Comment]:
    """Twenty visible comments of a listing, oldest first, without people blocked either way."""
    order = ["id"]
    if not cursor:
        found = _FIRST_COMMENTS.rows(listing=listing.pk, viewer=viewer_id or 0)
        return first_page(found, order=order, size=COMMENTS, salt="comments")
    comments = _comments(listing.pk, viewer_id or 0)
    return page_after(comments, order=order, cursor=cursor, size=COMMENTS, salt="comments")


def _comments(listing: int, viewer: int) -> QuerySet[Comment]:
    seen = Comment.objects.visible().filter(unblocked("user_id", viewer), listing=listing)
    return seen.filter(user__is_active=True).select_related("user__closet").only(*_COMMENT_FIELDS)


def _first_comments(listing: int, viewer: int) -> QuerySet[Comment]:
    return _comments(listing, viewer).order_by("id")[: COMMENTS + 1]


_FIRST_COMMENTS = Stencil("listing_comments", _first_comments)


def listing_for_act(listing_id: int, viewer_id: int | None) -> Listing:
    """A public listing that the viewer may see, with its closet, as an act needs it: one prepared
    query. Raises Http404, also for closets that are suspended or parted by a block."""
    found = _FOR_ACT.rows(listing=listing_id, viewer=viewer_id or 0)
    if not found:
        raise Http404
    return found[0]


def _for_act(listing: int, viewer: int) -> QuerySet[Listing]:
    public = Listing.objects.public().filter(unblocked("closet__user_id", viewer), pk=listing)
    seen = public.filter(closet__user__is_active=True).select_related("closet")
    return seen.only(*_ACT_FIELDS)


_FOR_ACT = Stencil("listing_for_act", _for_act)


def closet_for_act(closet_id: int, viewer_id: int) -> Closet:
    """A closet that the member may see, as a follow needs it. Raises Http404."""
    found = _CLOSET_FOR_ACT.rows(closet=closet_id, viewer=viewer_id)
    if not found:
        raise Http404
    return found[0]


def _closet_for_act(closet: int, viewer: int) -> QuerySet[Closet]:
    seen = Closet.objects.filter(unblocked("user_id", viewer), pk=closet, user__is_active=True)
    return seen.only("user_id", "handle", "display_name")


_CLOSET_FOR_ACT = Stencil("closet_for_act", _closet_for_act)


def likers_page(listing: Listing, viewer_id: int | None, cursor: str = "") -> Page[Like]:
    """Who likes a listing, newest first."""
    likes = (
        Like.objects.filter(listing=listing, user__is_active=True)
        .exclude(user_id__in=blocked_ids(viewer_id))
        .select_related("user__closet")
    )
    return page_after(likes, order=["-id"], cursor=cursor, size=48, salt="likers")


def my_likes_page(user_id: int, cursor: str = "") -> Page[Like]:
    """The member's likes, newest first, each with its listing as a card needs it, and with
    `liked_at_cents`: the price when it was liked, None when it is still the same."""
    listings = Listing.objects.public().filter(
        unblocked("closet__user_id", user_id), closet__user__is_active=True
    )
    since = PriceChange.objects.filter(
        listing=OuterRef("listing_id"), created_at__gt=OuterRef("created_at")
    )
    likes = (
        Like.objects.filter(user_id=user_id)
        .annotate(liked_at_cents=Subquery(since.order_by("id").values("old_cents")[:1]))
        .filter(Exists(listings.filter(pk=OuterRef("listing_id"))))
        .select_related(*("listing__closet", "listing__brand", "listing__category"))
        .select_related(*("listing__size", "listing__cover"))
    )
    return page_after(likes, order=["-id"], cursor=cursor, size=48, salt="my-likes")


def my_shares_page(user_id: int, cursor: str = "") -> Page[Share]:
    """The member's shares, newest first, each with its listing and party."""
    shares = _of_seen(Share.objects.filter(user_id=user_id), user_id).select_related("party")
    return page_after(shares, order=["-created_at", "-id"], cursor=cursor, size=48, salt="shares")


def my_comments_page(user_id: int, cursor: str = "") -> Page[Comment]:
    """The member's visible comments, newest first, each with its listing."""
    comments = _of_seen(Comment.objects.visible().filter(user_id=user_id), user_id)
    return page_after(comments, order=["-id"], cursor=cursor, size=48, salt="my-comments")


def _of_seen(acts: QuerySet[Act], user_id: int) -> QuerySet[Act]:
    """Acts on listings that the member still sees."""
    seen = acts.filter(
        unblocked("listing__closet__user_id", user_id),
        listing__status__in=PUBLIC_STATUSES,
        listing__deleted_at=None,
        listing__closet__user__is_active=True,
    )
    return seen.select_related("listing__closet", "listing__cover")


def followers_page(closet: Closet, viewer_id: int | None, cursor: str = "") -> Page[ClosetFollow]:
    """Who follows a closet, newest first."""
    follows = (
        ClosetFollow.objects.filter(closet=closet, user__is_active=True)
        .exclude(user_id__in=blocked_ids(viewer_id))
        .select_related("user__closet")
    )
    return page_after(
        follows, order=["-id"], spelt=[NEWEST], cursor=cursor, size=48, salt="followers"
    )


def following_page(closet: Closet, viewer_id: int | None, cursor: str = "") -> Page[ClosetFollow]:
    """Which closets a member follows, newest first."""
    follows = (
        ClosetFollow.objects.filter(user=closet.user_id, closet__user__is_active=True)
        .exclude(closet__user_id__in=blocked_ids(viewer_id))
        .select_related("closet")
    )
    return page_after(
        follows, order=["-id"], spelt=[NEWEST], cursor=cursor, size=48, salt="following"
    )


def followed_closets(user_id: int) -> QuerySet[ClosetFollow, int]:
    """Ids of the closets a member follows, newest follow first."""
    follows = ClosetFollow.objects.filter(user_id=user_id).order_by(NEWEST)
    return follows.values_list("closet_id", flat=True)


def followed_brands(user_id: int) -> QuerySet[BrandFollow, int]:
    """Ids of the brands a member follows, newest follow first."""
    follows = BrandFollow.objects.filter(user_id=user_id).order_by("-id")
    return follows.values_list("brand_id", flat=True)
