"""Drafts: whatever arrives is kept, and nothing is overwritten unseen."""

import pytest
from django.core.exceptions import PermissionDenied

from closets.models import User
from listings.models import Brand, Category, Listing, Photo, Size
from listings.refusals import StaleVersion
from listings.services.drafts import draft_save, draft_start, listing_copy
from tests.listings.conftest import add_photo
from tests.listings.rows import row


def test_a_draft_is_a_row_from_the_first_moment(ana: User) -> None:
    draft = draft_start(actor=ana)
    assert (row(draft)["status"], row(draft)["closet_id"]) == ("draft", ana.closet.pk)


def test_valid_fields_are_saved_and_the_rest_is_kept_as_typed(
    ana: User, draft: Listing, maxi: Category, medium: Size
) -> None:
    saved = draft_save(
        actor=ana,
        listing=draft,
        values={"title": "Maxi", "category": maxi, "size": medium, "price_cents": None},
        typed={"price": "fourty"},
        version=1,
    )
    assert (saved.title, saved.size, saved.version) == ("Maxi", medium, 2)
    assert (saved.department, saved.category, saved.subcategory) == (
        maxi.department,
        maxi.parent,
        maxi,
    )
    assert saved.typed == {"price": "fourty"}


def test_a_category_of_the_first_level_has_no_subcategory(
    ana: User, draft: Listing, dresses: Category
) -> None:
    saved = draft_save(actor=ana, listing=draft, values={"category": dresses}, typed={}, version=1)
    assert (saved.category, saved.subcategory) == (dresses, None)


def test_a_size_of_another_category_is_dropped(ana: User, draft: Listing, maxi: Category) -> None:
    shoe = Size.objects.create(group="women-shoes", label="8", position=0)
    saved = draft_save(
        actor=ana, listing=draft, values={"category": maxi, "size": shoe}, typed={}, version=1
    )
    assert saved.size is None


def test_a_second_tab_is_told_and_overwrites_nothing(ana: User, draft: Listing) -> None:
    draft_save(actor=ana, listing=draft, values={"title": "First"}, typed={}, version=1)
    before = row(draft)
    with pytest.raises(StaleVersion):
        draft_save(actor=ana, listing=draft, values={"title": "Second"}, typed={}, version=1)
    assert row(draft) == before


def test_a_form_is_not_told_of_its_own_saves(ana: User, draft: Listing) -> None:
    for title in ("First", "Second"):
        values = {"title": title}
        draft_save(actor=ana, listing=draft, values=values, typed={}, version=1, editor="tab-one")
    assert (row(draft)["title"], row(draft)["version"]) == ("Second", 3)
    with pytest.raises(StaleVersion):
        draft_save(actor=ana, listing=draft, values={}, typed={}, version=1, editor="tab-two")
    assert row(draft)["title"] == "Second"


def save(draft: Listing, title: str, version: int, editor: str, turn: int) -> None:
    owner, values = draft.closet.user, {"title": title}
    draft_save(
        actor=owner,
        listing=draft,
        values=values,
        typed={},
        version=version,
        editor=editor,
        turn=turn,
    )
    draft.refresh_from_db()


@pytest.mark.parametrize("turns", [(1, 2), (2, 1)], ids=["in order", "the older one last"])
def test_of_two_saves_of_one_form_the_later_words_stay(
    draft: Listing, turns: tuple[int, int]
) -> None:
    for turn in turns:
        save(draft, f"Words {turn}", 1, "tab-one", turn)
    assert (draft.title, draft.editor_turn) == ("Words 2", 2)


def test_keeping_ones_own_does_not_bring_back_older_words(draft: Listing) -> None:
    save(draft, "New", 1, "tab-one", 2)
    save(draft, "Old", 2, "tab-one", 1)
    assert (draft.title, draft.version) == ("New", 2)


def test_turns_are_each_forms_own(draft: Listing) -> None:
    save(draft, "One", 1, "tab-one", 9)
    save(draft, "Two", 2, "tab-two", 3)
    assert (draft.title, draft.editor_turn) == ("Two", 3)


def test_a_published_listing_is_no_draft_any_more(ana: User, dress: Listing) -> None:
    before = row(dress)
    with pytest.raises(StaleVersion):
        draft_save(actor=ana, listing=dress, values={"title": "x"}, typed={}, version=dress.version)
    assert row(dress) == before


def test_it_refuses_a_stranger(cleo: User, draft: Listing) -> None:
    before = row(draft)
    with pytest.raises(PermissionDenied):
        draft_save(actor=cleo, listing=draft, values={"title": "x"}, typed={}, version=1)
    with pytest.raises(PermissionDenied):
        listing_copy(actor=cleo, listing=draft)
    assert (row(draft), Listing.objects.count()) == (before, 1)


@pytest.mark.parametrize("name", ["free people", "FREE PEOPLE", "fp", "Free-People"])
def test_a_brand_is_known_by_any_of_its_names(
    ana: User, draft: Listing, free_people: Brand, name: str
) -> None:
    saved = draft_save(actor=ana, listing=draft, values={"brand_name": name}, typed={}, version=1)
    assert (saved.brand, saved.typed) == (free_people, {})


def test_half_a_brand_makes_no_brand(ana: User, draft: Listing) -> None:
    saved = draft_save(actor=ana, listing=draft, values={"brand_name": "Lev"}, typed={}, version=1)
    assert (saved.brand, saved.typed, Brand.objects.count()) == (None, {"brand": "Lev"}, 0)


def test_a_copy_is_a_draft_with_the_same_fields_and_photos(ana: User, dress: Listing) -> None:
    add_photo(dress)
    copy = listing_copy(actor=ana, listing=dress)
    same = ["title", "category_id", "subcategory_id", "size_id", "condition", "price_cents"]
    assert [row(copy)[name] for name in same] == [row(dress)[name] for name in same]
    assert (copy.status, copy.published_at, copy.version) == ("draft", None, 1)
    hashes = Photo.objects.filter(listing=dress).values_list("position", "content_hash")
    copied = Photo.objects.filter(listing=copy).values_list("position", "content_hash")
    assert list(copied) == list(hashes)
    copy.refresh_from_db()
    assert copy.cover == copy.photos.get(position=0)
