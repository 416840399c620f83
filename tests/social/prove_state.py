"""What the proof of the community asks of blocks and of undoing: no trace, and nothing left."""

import contextlib
from collections.abc import Iterator

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from closets.models import Block, User
from tests.pages import hidden
from tests.people import person
from tests.prove.figures import Figure
from tests.shop import on_sale
from tests.social.undoing import Undoable, differences, undoables


def walls() -> Iterator[Figure]:
    """Every page of the site, looked at by a member for traces of who is hidden from her."""
    ana, bea = person("ana"), person("bea")
    member = hidden.somebody_hidden(ana, bea)
    client = Client()
    for how, hide in hidden.HIDE.items():
        hide(bea, member)
        cache.clear()
        client.force_login(bea)
        pages = hidden.pages_to_look_at()
        yield Figure(f"pages looked at, {how}", len(pages), 40)
        yield Figure("pages with a trace", len(hidden.traces(client, pages)), 0, at_most=True)
        own = [client.get(page).status_code for page in hidden.addresses_of_the_hidden()]
        there = sum(status != 404 for status in own)
        yield Figure("pages of theirs that are there", there, 0, at_most=True)
        Block.objects.all().delete()
        User.objects.update(is_active=True)


def undo() -> Iterator[Figure]:
    """Each act of S7, and undone: the whole database is as before."""
    with undone():
        names = list(_undoables())
    for name in names:
        with undone():
            changed, left = differences(_undoables()[name])
            yield Figure(f"{name}: tables changed", changed, 1)
            yield Figure("tables other than before once undone", len(left), 0, at_most=True)


def _undoables() -> dict[str, Undoable]:
    ana, bea = person("ana"), person("bea")
    dress = on_sale(ana)
    on_sale(ana, title="Wool coat")
    return undoables(ana, bea, dress)


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """What happens inside never happened, for the proofs that follow."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
