"""Querysets that are compiled once and filled in."""

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField
from django.test.utils import CaptureQueriesContext

from closets.lib.stencils import Stencil
from closets.models import Closet, User


def _seen(handle: str, viewer: int) -> QuerySet[Closet]:
    own = User.objects.filter(pk=viewer, closet=OuterRef("pk"))
    shown = Closet.objects.visible_to(viewer).named(handle).exclude(display_name="100%")
    return shown.select_related("user").annotate(is_own=Exists(own), word=Value("50%"))


def _listed(pks: list[int], most: int) -> QuerySet[Closet]:
    chosen = RawSQL("closets_closet.id = ANY (%s)", [pks], output_field=BooleanField())
    return Closet.objects.filter(chosen, pk__lte=most).order_by("-pk")


SEEN, LISTED = Stencil("test_seen", _seen), Stencil("test_listed", _listed)
NONE = 2**63 - 1


def test_it_gives_what_the_queryset_gives(ana: User, bea: User) -> None:
    [closet] = SEEN.rows(handle="ANA", viewer=bea.pk)
    assert [closet] == list(_seen("ANA", bea.pk))
    said = vars(closet)
    assert (said["handle"], said["is_own"], said["word"]) == ("ana", False, "50%")
    assert vars(SEEN.rows(handle="ana", viewer=ana.pk)[0])["is_own"]


def test_what_is_selected_beside_the_rows_comes_with_them(ana: User) -> None:
    with CaptureQueriesContext(connection) as queries:
        [closet] = SEEN.rows(handle="ana", viewer=0)
        assert closet.user == ana
        assert closet.bio == ""
    assert [query["sql"] for query in queries] == ["EXECUTE test_seen ('ana', 0)"]


def test_an_array_and_a_number(ana: User, bea: User) -> None:
    pks = [ana.closet.pk, bea.closet.pk]
    assert LISTED.rows(pks=pks, most=NONE) == [bea.closet, ana.closet]
    assert LISTED.rows(pks=pks, most=ana.closet.pk) == [ana.closet]
    assert LISTED.rows(pks=[], most=NONE) == []


def test_quotes_and_marks_are_words_like_others(ana: User) -> None:
    for handle in ("'; DROP TABLE closets_closet; --", "%(viewer)s", "$1", "\\"):
        assert SEEN.rows(handle=handle, viewer=0) == []


@pytest.mark.parametrize("viewer", [2**63, -(2**63) - 1, 10**30])
def test_a_number_that_no_row_can_have_finds_nothing(db: None, viewer: int) -> None:
    assert SEEN.rows(handle="ana", viewer=viewer) == []


def test_through_a_pooler_it_is_a_plain_query(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    with CaptureQueriesContext(connection) as queries:
        [closet] = SEEN.rows(handle="ana", viewer=0)
    assert vars(closet)["word"] == "50%"
    assert "EXECUTE" not in queries[0]["sql"]
