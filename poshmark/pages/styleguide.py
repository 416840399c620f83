"""/styleguide/: every component in each of its states, with the markup that pages use."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from closets.lib.widgets import CheckboxCards, CountedTextarea, MoneyField, RadioCards

CONDITIONS = [("nwt", "New with tags"), ("like_new", "Like new"), ("good", "Good")]


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """The page, with sample data and one form with mistakes in it."""
    context = {
        "cards": sample_cards(),
        "closet": SimpleNamespace(pk=3, handle="ana", display_name="Ana Moreno", avatar_url=""),
        "form": SampleForm({"title": "Linen shirt", "price": "2", "email": "ana@"}),
        "icons": _icon_names(),
        "levels": [constants.DEFAULT_TAGS[level] for level in (20, 25, 30, 40)],
        "now": timezone.now(),
        "photos": [static(f"samples/{name}.svg") for name in ("dress", "shirt", "bag", "shoe")],
        "next_url": "?page=2",
    }
    return render(request, "styleguide.html", context)


class SampleForm(forms.Form):
    """One field of each kind; the page shows it bound to wrong answers."""

    title = forms.CharField(max_length=80, help_text="What is it? Brand and size come below.")
    email = forms.EmailField(label="E-mail")
    description = forms.CharField(max_length=1500, required=False, widget=CountedTextarea)
    price = MoneyField(min_cents=300, max_cents=5_000_000)
    size = forms.ChoiceField(choices=[("", "Choose a size"), ("s", "S"), ("m", "M"), ("l", "L")])
    condition = forms.ChoiceField(choices=CONDITIONS, widget=RadioCards)
    styles = forms.MultipleChoiceField(
        required=False,
        choices=[("boho", "Boho"), ("classic", "Classic"), ("street", "Streetwear")],
        widget=CheckboxCards,
    )
    terms = forms.BooleanField(label="I am allowed to sell this item")


def _icon_names() -> list[str]:
    folder = settings.BASE_DIR / "static" / "icons"
    return sorted(path.stem for path in folder.glob("*.svg") if path.stem != "favicon")


def sample_cards() -> list[SimpleNamespace]:
    """Cards in each state, without a database."""
    return [
        _card(
            1,
            "dress",
            title="Silk slip dress, bias cut",
            brand="Free People",
            size="S",
            was=12800,
            price=4800,
            why="Boho maxi dresses you like",
        ),
        _card(
            2, "shirt", title="Oversized linen shirt", brand="Everlane", price=2850, condition="nwt"
        ),
        _card(
            3,
            "bag",
            title="Saddle bag in tan leather with a brass lock and an adjustable strap",
            brand="Coach",
            was=35000,
            price=14000,
            status="sold",
        ),
        _card(4, "shoe", title="Suede trainers", brand="Nike", size="US 8", status="reserved"),
        _card(5, "", title="Photo still being prepared", brand="", price=1200),
    ]


def _card(pk: int, photo: str, *, why: str = "", **fields: Any) -> SimpleNamespace:
    return SimpleNamespace(
        listing=_listing(pk, photo, **fields),
        liked=False,
        likes_count=pk * 7,
        all_in_cents=None,
        why=why,
        is_own=False,
        feed="",
    )


def _listing(
    pk: int,
    photo: str,
    *,
    title: str,
    brand: str,
    size: str = "M",
    price: int = 3500,
    was: int = 0,
    status: str = "available",
    condition: str = "good",
) -> SimpleNamespace:
    url = static(f"samples/{photo}.svg") if photo else ""
    return SimpleNamespace(
        pk=pk,
        id=pk,
        title=title,
        brand=SimpleNamespace(name=brand) if brand else None,
        size_label=size,
        price_cents=price,
        original_price_cents=was,
        discount_percent=100 - price * 100 // was if was else 0,
        status=status,
        condition=condition,
        closet=SimpleNamespace(handle="ana"),
        cover=SimpleNamespace(is_ready=bool(photo), url_240=url, url_640=url, placeholder=""),
    )
