"""What pages about listings read, and how often they ask."""

import pytest
from pytest_django import DjangoAssertNumQueries

from closets.models import User
from closets.services import member_block
from listings.models import Category, Listing
from listings.selectors import (
    beside,
    binned_of,
    brands_starting,
    drafts_of,
    listing_for_page,
    similar_by_category,
)
from listings.services.bin import listing_delete
from listings.services.drafts import draft_start, listing_copy
from listings.services.prices import price_change
from listings.services.publish import listing_publish
from listings.services.status import listing_hold, listing_remove
from tests.listings.conftest import add_photo


def another(ana: User, dress: Listing) -> Listing:
    return listing_publish(actor=ana, listing=listing_copy(actor=ana, listing=dress))


def test_the_page_has_all_of_a_listing_in_three_queries(
    ana: User,
    dress: Listing,
    maxi: Category,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    waiting = add_photo(dress)
    dress.photos.filter(pk=waiting.pk).update(state="processing")
    price_change(actor=ana, listing=dress, price_cents=4000)
    with django_assert_num_queries(3):
        page = listing_for_page(dress.pk, None)
        assert page.listing.closet.handle == "ana"
        assert (page.listing.size_label, page.listing.brand) == ("M", None)
        assert page.listing.cover_id == page.gallery[0].pk
    assert [photo.position for photo in page.gallery] == [0]
    assert page.breadcrumbs == [maxi.department, maxi.parent, maxi]
    assert [change.new_cents for change in page.price_history] == [4000]
    assert page.is_own is False
    assert listing_for_page(dress.pk, ana).is_own is True


def test_a_held_listing_is_shown(ana: User, dress: Listing) -> None:
    listing_hold(listing=dress, actor=ana)
    assert listing_for_page(dress.pk, None).listing.status == "not_for_sale"


def test_drafts_and_the_bin_are_not_shown(ana: User, draft: Listing) -> None:
    with pytest.raises(Listing.DoesNotExist):
        listing_for_page(draft.pk, ana)


def test_what_was_deleted_is_not_shown(ana: User, dress: Listing) -> None:
    listing_delete(actor=ana, listing=dress)
    with pytest.raises(Listing.DoesNotExist):
        listing_for_page(dress.pk, ana)


def test_what_staff_removed_is_shown_to_its_owner_alone(
    ana: User, bea: User, sam: User, dress: Listing
) -> None:
    listing_remove(listing=dress, actor=sam)
    assert listing_for_page(dress.pk, ana).listing == dress
    for viewer in (None, bea):
        with pytest.raises(Listing.DoesNotExist):
            listing_for_page(dress.pk, viewer)


def test_blocked_members_do_not_see_each_others(ana: User, bea: User, dress: Listing) -> None:
    member_block(actor=ana, blocked=bea)
    with pytest.raises(Listing.DoesNotExist):
        listing_for_page(dress.pk, bea)
    assert listing_for_page(dress.pk, None).listing == dress


def test_a_suspended_members_closet_is_closed(ana: User, dress: Listing) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)
    with pytest.raises(Listing.DoesNotExist):
        listing_for_page(dress.pk, None)


def test_more_from_the_closet_is_what_else_can_be_bought(ana: User, dress: Listing) -> None:
    first, second, held = (another(ana, dress) for _ in range(3))
    listing_hold(listing=held, actor=ana)
    assert beside(dress, [], 5) == [second, first]
    assert beside(dress, [], 1) == [second]


def test_similar_things_come_first_in_their_order(ana: User, bea: User, dress: Listing) -> None:
    mine, near, nearest = (another(ana, dress) for _ in range(3))
    Listing.objects.filter(pk__in=[near.pk, nearest.pk]).update(closet=bea.closet)
    assert beside(dress, [nearest.pk, near.pk], 5) == [nearest, near, mine]
    listing_hold(listing=Listing.objects.get(pk=nearest.pk), actor=bea)
    assert beside(dress, [nearest.pk, near.pk], 5) == [near, mine]


def test_similar_things_are_others_of_the_same_subcategory(
    ana: User, bea: User, dress: Listing
) -> None:
    hers = listing_copy(actor=ana, listing=dress)
    Listing.objects.filter(pk=hers.pk).update(closet=bea.closet)
    hers = listing_publish(actor=bea, listing=Listing.objects.get(pk=hers.pk))
    another(ana, dress)
    assert similar_by_category(dress) == [hers.pk]
    assert similar_by_category(dress, viewer=ana) == [hers.pk]
    member_block(actor=ana, blocked=bea)
    assert similar_by_category(dress, viewer=ana) == []


def test_drafts_and_bin_are_ones_own(ana: User, bea: User, dress: Listing) -> None:
    mine, hers = draft_start(actor=ana), draft_start(actor=bea)
    listing_delete(actor=ana, listing=dress)
    assert (list(drafts_of(ana)), list(drafts_of(bea))) == ([mine], [hers])
    assert (list(binned_of(ana)), list(binned_of(bea))) == ([dress], [])


def test_no_brand_starts_with_nonsense(db: None) -> None:
    assert brands_starting("%_\\") == []
