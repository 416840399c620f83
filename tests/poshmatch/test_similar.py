"""Similar items on the listing page: of one style, nearest first (B6)."""

from django.test import Client

from closets.models import User
from closets.services import member_block
from listings.models import Listing
from poshmatch.similar import similar_ids
from poshmatch.style import StyleModel
from tests.poshmatch.conftest import BOHO, STREET, style_share
from tests.shop import on_sale


def _loaded(listing: Listing) -> Listing:
    related = ("closet", "department", "category", "subcategory", "brand", "size")
    return Listing.objects.select_related(*related).get(pk=listing.pk)


def test_they_are_of_its_style_and_of_other_closets(
    model: StyleModel, shop: dict[str, list[Listing]]
) -> None:
    for style in (BOHO, STREET):
        this = _loaded(shop[style][0])
        near = Listing.objects.filter(pk__in=similar_ids(this, viewer_id=None, limit=12))
        assert len(near) == 12
        assert style_share(list(near), style) == 1.0
        assert this.closet_id not in {row.closet_id for row in near}


def test_what_is_sold_or_of_somebody_blocked_is_no_candidate(
    model: StyleModel, shop: dict[str, list[Listing]], bea: User
) -> None:
    this = _loaded(shop[BOHO][0])
    first, second, *_ = similar_ids(this, viewer_id=bea.pk, limit=12)
    Listing.objects.filter(pk=first).update(status="not_for_sale")
    member_block(actor=Listing.objects.get(pk=second).closet.user, blocked=bea)
    assert not {first, second} & set(similar_ids(this, viewer_id=bea.pk, limit=40))


def test_the_page_shows_them_nearest_first(
    model: StyleModel, shop: dict[str, list[Listing]], client: Client
) -> None:
    this = _loaded(shop[BOHO][0])
    shown = client.get(this.get_absolute_url()).context["similar"]
    ids = similar_ids(this, viewer_id=None, limit=6)
    assert [card.listing.pk for card in shown] == ids


def test_without_a_model_there_are_none(ana: User, bea: User) -> None:
    on_sale(bea)
    assert similar_ids(_loaded(on_sale(ana)), viewer_id=None, limit=6) == []
