"""Filing what members wait for under what a listing must have to be it."""

from hashlib import blake2b

from django.db import transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from listings.alerts.compiling import Compiled, compiled
from listings.alerts.keys import keys_of, lexeme_shares
from listings.alerts.matching import search_at
from listings.models import Brand, SavedSearch, Standing, StandingKey
from listings.search.params import Search
from listings.search.tokens import any_of, token

SHORT = 400
"""Characters of a query that is written beside each key: an index holds them."""


class SearchRefused(Exception):
    """It cannot be saved; the message is meant for the member."""


def standing_of(search: Search) -> Standing:
    """The row of the search's state, filed under its keys when it is new. Raises SearchRefused."""
    asked = search.with_(availability="available").canonical()
    state = asked.query_string()
    known = Standing.objects.filter(digest=_digest(state)).first()
    if known:
        return known
    meaning = compiled(asked)
    if not meaning.conditions:
        raise SearchRefused("Add a word, a brand or another filter first: this is everything.")
    standing, is_new = Standing.objects.get_or_create(
        digest=_digest(state), defaults={"state": state} | _columns(meaning)
    )
    if is_new:
        _file(standing, meaning)
    return standing


@transaction.atomic
def brand_refile(*, brand_id: int, slug: str, into: Brand) -> int:
    """Lets who waited for a brand that is gone wait for the one it was merged into.

    brand_id, slug: what the lost brand's were. Returns how many states were filed anew.
    """
    standings = list(_asking_for(brand_id))
    for standing in standings:
        for saved in standing.saved.all():
            saved.address = _renamed(saved.address, slug, into.slug).query_string()
            saved.save(update_fields=["address"])
        _refile(standing, _renamed(standing.state, slug, into.slug).canonical())
    return len(standings)


def _asking_for(brand_id: int) -> QuerySet[Standing]:
    fact = any_of([token("b", brand_id)])
    return Standing.objects.alias(said=Cast("query", TextField())).filter(said__contains=fact)


def _renamed(address: str, slug: str, into: str) -> Search:
    search = search_at(address)
    names = (into if one == slug else one for one in search.brand)
    return search.with_(brand=tuple(dict.fromkeys(names)))


def _refile(standing: Standing, search: Search) -> None:
    """Under what it means now; if others wait for just that already, together with them."""
    state = search.query_string()
    same = Standing.objects.filter(digest=_digest(state)).exclude(pk=standing.pk).first()
    if same:
        _join(standing, same)
        return
    meaning = compiled(search)
    columns = {"state": state, "digest": _digest(state)} | _columns(meaning)
    Standing.objects.filter(pk=standing.pk).update(**columns)
    standing.keys.all().delete()
    _file(standing, meaning)


def _join(standing: Standing, other: Standing) -> None:
    """Who waits for both keeps the other; the emptied state is purged some day."""
    kept = SavedSearch.objects.filter(standing=other, deleted_at=None)
    for saved in standing.saved.filter(deleted_at=None):
        if kept.filter(user=saved.user_id, my_size=saved.my_size).exists():
            saved.deleted_at = timezone.now()
            saved.save(update_fields=["deleted_at"])
    standing.saved.update(standing=other)
    Standing.objects.filter(pk=standing.pk).update(waiting=0)
    members = kept.values("user").distinct().count()
    Standing.objects.filter(pk=other.pk).update(waiting=members)


def _digest(state: str) -> str:
    return blake2b(state.encode(), digest_size=32).hexdigest()


def _columns(meaning: Compiled) -> dict[str, object]:
    return {
        "query": meaning.query,
        "least_cents": meaning.least_cents,
        "most_cents": meaning.most_cents,
        "is_whole": meaning.is_whole,
        "has_words": meaning.has_words,
    }


def _file(standing: Standing, meaning: Compiled) -> None:
    says_all = meaning.is_whole and len(meaning.query) <= SHORT
    said = {
        "query": meaning.query if says_all else None,
        "least_cents": meaning.least_cents,
        "most_cents": meaning.most_cents,
    }
    keys = keys_of(meaning.conditions, lexeme_shares())
    rows = [StandingKey(key=key, standing=standing, **said) for key in keys]
    StandingKey.objects.bulk_create(rows)
