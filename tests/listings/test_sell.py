"""The sell form as a seller without scripts, a stranger and a visitor meet it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from closets.models import User
from listings.models import Brand, Category, Listing, Size, StyleTag
from listings.services.preparing import photo_prepare
from tests.listings.rows import row
from tests.pictures import picture_file, upload

HTMX = {"HX-Request": "true"}


@pytest.fixture
def seller(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


@pytest.fixture
def filled(maxi: Category, medium: Size, boho: StyleTag) -> dict[str, Any]:
    """The form as a seller fills it, for a fresh draft."""
    return {
        "title": "Crochet maxi dress",
        "description": "Worn twice.\r\nNo flaws.",
        "category": maxi.pk,
        "brand": "Tante Emma",
        "size": medium.pk,
        "colours": ["cream", "tan"],
        "condition": "like_new",
        "style_tags": ["boho"],
        "original_price": "$128",
        "price": "45.50",
        "version": 1,
        "editor": "tab-one",
    }


def test_selling_starts_with_a_draft(seller: Client, ana: User) -> None:
    answer = seller.post(reverse("listings:sell"))
    draft = Listing.objects.get()
    assert (draft.status, draft.closet) == ("draft", ana.closet)
    assert (answer.status_code, answer["Location"]) == (302, f"/sell/{draft.pk}/")


def test_drafts_and_bin_are_listed(seller: Client, draft: Listing, dress: Listing) -> None:
    seller.post(reverse("listings:copy", args=[dress.pk]))
    seller.post(reverse("listings:delete", args=[dress.pk]))
    answer = seller.get(reverse("listings:sell"))
    assert [shown.title for shown in answer.context["drafts"].rows] == ["Crochet maxi dress"]
    assert [shown.pk for shown in answer.context["binned"].rows] == [dress.pk]


def test_every_draft_of_very_many_can_be_reached(seller: Client, ana: User) -> None:
    Listing.objects.bulk_create(Listing(closet=ana.closet, title=f"D{n}") for n in range(130))
    Listing.objects.bulk_create(
        Listing(closet=ana.closet, title=f"B{n}", deleted_at=timezone.now()) for n in range(70)
    )
    seen: list[str] = []
    pages = [("after", "drafts"), ("bin", "binned")]
    for parameter, what in pages:
        cursor = ""
        while True:
            answer = seller.get(reverse("listings:sell"), {parameter: cursor} if cursor else {})
            page = answer.context[what]
            seen += [shown.title for shown in page.rows]
            if not (cursor := page.next_cursor):
                break
            assert f"?{parameter}={cursor}" in answer.content.decode()
    assert seen == [f"D{n}" for n in reversed(range(130))] + [f"B{n}" for n in reversed(range(70))]


def test_a_forged_cursor_goes_to_the_newest_drafts(seller: Client, draft: Listing) -> None:
    answer = seller.get(reverse("listings:sell"), {"after": "forged"})
    assert (answer.status_code, answer["Location"]) == (302, "/sell/")


def test_a_seller_publishes_without_scripts(
    seller: Client, draft: Listing, filled: dict[str, Any]
) -> None:
    files = [upload(name="front.jpg"), upload(picture_file(kind="PNG"), "back.png")]
    page = reverse("listings:draft", args=[draft.pk])
    saved = seller.post(page, {**filled, "photos": files})
    assert (saved.status_code, saved["Location"]) == (302, page)
    for photo in draft.photos.all():
        photo_prepare(photo.pk)
    shown = seller.get(page).context["form"]
    again = {**filled, "version": shown["version"].value(), "editor": shown["editor"].value()}
    published = seller.post(reverse("listings:publish", args=[draft.pk]), again)
    assert (published.status_code, published["Location"]) == (302, draft.get_absolute_url())
    after = Listing.objects.get(pk=draft.pk)
    assert (after.status, after.title, after.description) == (
        "available",
        "Crochet maxi dress",
        "Worn twice.\nNo flaws.",
    )
    assert (after.price_cents, after.original_price_cents) == (4550, 12800)
    assert (after.colours, after.style_tags) == (["cream", "tan"], ["boho"])
    assert after.brand == Brand.objects.get(name="Tante Emma")
    assert [photo.file_name for photo in after.photos.all()] == ["front.jpg", "back.png"]
    assert after.cover == after.photos.first()


def test_publishing_says_what_is_missing_and_keeps_what_was_typed(
    seller: Client, draft: Listing
) -> None:
    typed = {"title": "Silk scarf", "price": "two", "version": 1, "editor": "t"}
    answer = seller.post(reverse("listings:publish", args=[draft.pk]), typed)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert form.errors == {"price": ["Enter a number."]}
    assert form["price"].value() == "two"
    after = row(draft)
    assert (after["status"], after["title"], after["typed"]) == (
        "draft",
        "Silk scarf",
        {"price": "two"},
    )
    fixed = {**typed, "price": "2"}
    answer = seller.post(reverse("listings:publish", args=[draft.pk]), fixed)
    assert answer.context["form"].errors == {"price": ["At least $3.00."]}
    fixed = {**typed, "price": "20"}
    answer = seller.post(reverse("listings:publish", args=[draft.pk]), fixed)
    assert answer.context["form"].errors == {
        "category": ["Choose a category."],
        "condition": ["Say what condition it is in."],
    }
    assert [str(problem) for problem in answer.context["problems"]] == ["Add at least one photo."]
    ways = re.findall(r'<li><a href="#([\w-]+)">', answer.content.decode())
    assert ways == ["h-photos", "id_category", "id_condition"]
    assert all(f'id="{way}"' in answer.content.decode() for way in ways)


def test_what_was_typed_and_is_wrong_is_there_after_a_reload(
    seller: Client, draft: Listing
) -> None:
    typed = {
        "title": "x" * 81,
        "colours": ["red", "blue", "gold"],
        "price": "two",
        "version": 1,
    }
    assert seller.post(f"/sell/{draft.pk}/", typed).status_code == 422
    form = seller.get(f"/sell/{draft.pk}/").context["form"]
    shown = {name: form[name].value() for name in ("title", "colours", "price")}
    assert shown == {name: typed[name] for name in shown}


def test_a_draft_saves_itself_and_says_so(
    seller: Client, draft: Listing, filled: dict[str, Any]
) -> None:
    answer = seller.post(f"/sell/{draft.pk}/", filled, headers=HTMX)
    assert answer.status_code == 200
    assert "Saved at" in answer.content.decode()
    assert row(draft)["title"] == "Crochet maxi dress"
    again = seller.post(f"/sell/{draft.pk}/", {**filled, "title": "Again"}, headers=HTMX)
    assert "Saved at" in again.content.decode()
    assert row(draft)["title"] == "Again"


@pytest.mark.parametrize("late", ["1", "2"])
def test_an_older_save_that_comes_late_changes_nothing(
    seller: Client, draft: Listing, filled: dict[str, Any], late: str
) -> None:
    seller.post(f"/sell/{draft.pk}/", {**filled, "turn": "2"}, headers=HTMX)
    older = {**filled, "title": "Older", "turn": late}
    answer = seller.post(f"/sell/{draft.pk}/", older, headers=HTMX)
    assert answer.status_code == 200
    assert row(draft)["title"] == "Crochet maxi dress"


def test_a_second_tab_is_told_and_may_keep_its_own(
    seller: Client, draft: Listing, filled: dict[str, Any]
) -> None:
    seller.post(f"/sell/{draft.pk}/", filled, headers=HTMX)
    other = {**filled, "title": "Other tab", "editor": "tab-two"}
    answer = seller.post(f"/sell/{draft.pk}/", other, headers=HTMX)
    assert "changed in another tab" in answer.content.decode()
    page = seller.post(f"/sell/{draft.pk}/", other)
    assert page.status_code == 409
    assert page.context["form"]["title"].value() == "Other tab"
    assert row(draft)["title"] == "Crochet maxi dress"
    assert seller.post(f"/sell/{draft.pk}/", {**other, "keep": "1"}).status_code == 302
    assert row(draft)["title"] == "Other tab"


def test_what_is_no_picture_is_refused_by_name_beside_the_rest(
    seller: Client, draft: Listing, filled: dict[str, Any]
) -> None:
    files = [upload(b"Dear diary", "diary.jpg"), upload(name="front.jpg")]
    answer = seller.post(f"/sell/{draft.pk}/", {**filled, "photos": files})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "diary.jpg is not a JPEG, PNG, WebP or HEIC picture." in page
    assert [photo.file_name for photo in draft.photos.all()] == ["front.jpg"]
    assert row(draft)["title"] == "Crochet maxi dress"


def test_a_photo_of_too_many_bytes_is_413(seller: Client, draft: Listing, settings: Any) -> None:
    settings.PHOTO_MAX_BYTES = 100
    answer = seller.post(f"/sell/{draft.pk}/", {"photos": [upload()], "version": 1})
    assert answer.status_code == 413
    assert "front.jpg is 0 MB" in answer.content.decode()


def test_the_size_follows_the_category(seller: Client, maxi: Category, medium: Size) -> None:
    answer = seller.get(reverse("listings:size_options"), {"category": maxi.pk, "size": medium.pk})
    assert f'<option value="{medium.pk}" selected>M</option>' in answer.content.decode()
    none = seller.get(reverse("listings:size_options"), {"category": "9" * 30})
    assert (none.status_code, '<option value=""' in none.content.decode()) == (200, True)


def test_brands_are_offered_as_they_are_typed(seller: Client, free_people: Brand) -> None:
    Brand.objects.create(name="Peoples Free Choice", slug="pfc", popularity=99)
    Brand.objects.create(name="Free Agent", slug="fa", review="proposed")
    answer = seller.get(reverse("listings:brand_options"), {"q": "free"})
    offered = re.findall(r'role="option"[^>]*>([^<]*)<', answer.content.decode())
    assert offered == ["Free People", "Peoples Free Choice"]
    best = seller.get(reverse("listings:brand_options")).content.decode()
    assert re.findall(r'role="option"[^>]*>([^<]*)<', best) == offered[::-1]


def test_the_form_takes_few_queries(
    seller: Client,
    complete: Listing,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(14):
        assert seller.get(f"/sell/{complete.pk}/").status_code == 200


def test_nul_and_nonsense_are_told_not_crashed(seller: Client, draft: Listing) -> None:
    typed = {
        "title": "a\0b",
        "category": "9" * 40,
        "size": "x",
        "condition": "mint",
        "price": "NaN",
        "original_price": "1e999",
        "version": "-1",
    }
    answer = seller.post(f"/sell/{draft.pk}/", typed)
    assert answer.status_code == 409
    assert seller.post(f"/sell/{draft.pk}/", {**typed, "version": "1"}).status_code == 422


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("get", "/sell/{0}/"), ("post", "/sell/{0}/"), ("post", "/sell/{0}/publish")),
        *(("get", "/listings/{0}/photos"), ("post", "/listings/{0}/photos")),
        ("post", "/listings/{0}/photos/{1}"),
        *(("get", "/listings/{0}/edit"), ("post", "/listings/{0}/edit")),
        *(("get", "/listings/{0}/price"), ("post", "/listings/{0}/price")),
        *(("post", "/listings/{0}/hold"), ("delete", "/listings/{0}/hold")),
        *(("post", "/listings/{0}/delete"), ("post", "/listings/{0}/restore")),
        ("post", "/listings/{0}/copy"),
    ],
)
class TestSomebodyElses:
    """Each address of a listing, for those whose it is not."""

    def test_a_stranger_finds_nothing_and_changes_nothing(
        self, client: Client, cleo: User, complete: Listing, method: str, path: str
    ) -> None:
        client.force_login(cleo)
        before = row(complete)
        address = path.format(complete.pk, complete.photos.get().pk)
        assert getattr(client, method)(address).status_code == 404
        assert (row(complete), Listing.objects.count()) == (before, 1)

    def test_a_visitor_is_asked_to_sign_in(
        self, client: Client, complete: Listing, method: str, path: str
    ) -> None:
        address = path.format(complete.pk, complete.photos.get().pk)
        answer = getattr(client, method)(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")

    def test_an_unknown_id_is_404(
        self, seller: Client, draft: Listing, method: str, path: str
    ) -> None:
        for unknown in (0, 10**9, 10**30):
            answer = getattr(seller, method)(path.format(unknown, unknown))
            assert answer.status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("put", "/sell/"), ("put", "/sell/1/"), ("get", "/sell/1/publish")),
        *(("post", "/sell/brands"), ("post", "/sell/sizes"), ("post", "/sell/earn")),
        *(("delete", "/listings/1/photos"), ("get", "/listings/1/photos/1")),
        *(
            ("put", "/listings/1/edit"),
            ("delete", "/listings/1/price"),
            ("get", "/listings/1/hold"),
        ),
        *(
            ("get", "/listings/1/delete"),
            ("get", "/listings/1/restore"),
            ("get", "/listings/1/copy"),
        ),
    ],
)
def test_a_wrong_method_is_405(client: Client, db: None, method: str, path: str) -> None:
    assert getattr(client, method)(path).status_code == 405


def test_you_earn_is_shown_to_the_cent(seller: Client) -> None:
    def earn(price: str) -> str:
        return " ".join(seller.get("/sell/earn", {"price": price}).content.decode().split())

    assert earn("45.50") == (
        'You earn <span class="earnings__net">$36.40</span> after our fee of $9.10'
    )
    assert "$7.05" in earn("$10")
    assert [earn(price) for price in ("", "2", "x")] == ["Set a price to see what you earn."] * 3


def test_staff_without_a_closet_have_nothing_to_sell(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("clerk", "clerk@example.com"))
    assert client.get("/sell/").status_code == 404
