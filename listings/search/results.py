"""The listings of a search, page by page."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, IntegerField, Q
from django.db.models.functions import Cast, Coalesce

from closets.lib.cursors import Page, page_after
from closets.models import MySize, User
from closets.selectors import blocked_ids
from listings.models import Listing, Status
from listings.models.listing import AVAILABLE, ListingQuerySet
from listings.search.params import Search
from listings.search.words import search_query

PAGE_SIZE = 48
ORDERS = {
    "just_shared": ["-shared_at", "-id"],
    "just_in": ["-published_at", "-id"],
    "price_up": ["price_cents", "id"],
    "price_down": ["-price_cents", "-id"],
    "most_liked": ["-likes_sort", "-id"],
    "relevance": ["-rank", "-id"],
}


def search_results(search: Search, viewer: User | None) -> Page[Listing]:
    """48 listings after the search's cursor. Raises BadCursor."""
    listings = matching(search, viewer).for_cards()
    query = search_query(search.q)
    if search.sort == "relevance" and query is not None:
        listings = listings.annotate(rank=_rank(query))
    if search.sort == "most_liked":
        listings = listings.annotate(likes_sort=Coalesce("counts__likes", 0))
    sort = search.sort if query is not None or search.sort != "relevance" else "just_shared"
    return page_after(
        listings, order=ORDERS[sort], cursor=search.after, size=PAGE_SIZE, salt="search"
    )


def matching(search: Search, viewer: User | None) -> ListingQuerySet:
    """All listings the search asks for that the viewer may see, in no order."""
    listings = Listing.objects.filter(_availability(search)).filter(_facets(search))
    query = search_query(search.q)
    if query is not None:
        listings = listings.filter(search_vector=query)
    elif search.q:
        listings = listings.filter(pk__lt=0)
    if search.my_size and viewer is not None:
        listings = listings.filter(_my_sizes(viewer))
    hidden = blocked_ids(viewer.pk if viewer else None)
    if hidden:
        listings = listings.exclude(closet__user_id__in=hidden)
    return listings.filter(closet__user__is_active=True)


def _rank(query: SearchQuery) -> Cast:
    """Postgres's rank as a whole number: a float would not survive the cursor unchanged."""
    return Cast(SearchRank(F("search_vector"), query, normalization=1) * 1e6, IntegerField())


def _availability(search: Search) -> Q:
    if search.availability == "sold":
        return Q(status=Status.SOLD, deleted_at=None)
    if search.availability == "all":
        return Q(status__in=[Status.AVAILABLE, Status.RESERVED, Status.SOLD], deleted_at=None)
    return AVAILABLE


def _facets(search: Search) -> Q:
    wanted = Q()
    if search.department:
        wanted &= Q(department__slug=search.department)
    if search.category:
        wanted &= Q(category__path=search.category) | Q(subcategory__path=search.category)
    if search.brand:
        wanted &= Q(brand__slug__in=search.brand)
    if search.size:
        wanted &= Q(size__label__in=search.size)
    if search.colour:
        wanted &= Q(colours__overlap=list(search.colour))
    if search.condition:
        wanted &= Q(condition__in=search.condition)
    if search.style:
        wanted &= Q(style_tags__overlap=list(search.style))
    return wanted & _prices(search)


def _prices(search: Search) -> Q:
    wanted = Q()
    if search.min_price is not None:
        wanted &= Q(price_cents__gte=search.min_price * 100)
    if search.max_price is not None:
        wanted &= Q(price_cents__lte=search.max_price * 100)
    return wanted


def _my_sizes(viewer: User) -> Q:
    """Items in one of the member's sizes; groups they gave no size for are left as they are."""
    sizes = list(MySize.objects.filter(user=viewer).values_list("group", "label"))
    if not sizes:
        return Q()
    mine = Q()
    for group, label in sizes:
        mine |= Q(size__group=group, size__label=label)
    return mine | ~Q(size__group__in={group for group, _ in sizes}) | Q(size=None)
