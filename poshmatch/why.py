""" "Why this?": the page that shows a card's score in words and bars (F3, X1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from closets.lib.requests import MemberRequest
from closets.templatetags.money import money_short
from listings.models import Listing
from poshmatch.feed.breakdown import Breakdown, Part, breakdown
from poshmatch.feed.pages import feed_kept
from poshmatch.services.controls import price_cap_below

MOST_BARS = 8
HALF = 100
"""Length of the longest bar; bars that take away lead left from here, others right."""


@require_safe
@login_required
def why(request: MemberRequest, listing_id: int) -> HttpResponse:
    """Why the feed named ?feed= shows this card; 410 when that cannot be told any more."""
    shown = Listing.objects.public().for_cards()
    listing = get_object_or_404(shown, pk=listing_id)
    feed = feed_kept(request.GET.get("feed", "")[:40], request.user.pk)
    found = breakdown(feed, listing) if feed else None
    cap = price_cap_below(listing.price_cents or 0)
    context = {
        "listing": listing,
        "found": found,
        "bars": bars(found) if found else (),
        "score": signed(round(100 * found.score)) if found and found.score is not None else "",
        "cap": money_short(cap) if cap else "",
    }
    return render(request, "poshmatch/why.html", context, status=200 if found else 410)


@dataclass(frozen=True)
class Bar:
    """A part as it is drawn: hundredths of the score, and where its bar begins and how long it
    is, in a drawing twice HALF wide."""

    words: str
    hundredths: int
    start: float
    length: float

    @classmethod
    def of(cls, words: str, hundredths: int, longest: int) -> Self:
        """longest: the largest amount drawn."""
        length = round(HALF * abs(hundredths) / max(longest, 1), 1)
        return cls(words, hundredths, HALF if hundredths > 0 else HALF - length, length)

    @property
    def amount(self) -> str:
        """As it is written, with its sign: "+0.42"."""
        return signed(self.hundredths)


def signed(hundredths: int) -> str:
    """Hundredths with sign and two digits behind the point."""
    sign = "+" if hundredths > 0 else "\N{MINUS SIGN}" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"


def bars(found: Breakdown) -> list[Bar]:
    """The strongest parts, and the rest as one: what is written sums to the score written."""
    lines = list(_lines(found.parts))
    rest = round(100 * (found.score or 0)) - sum(amount for _, amount in lines)
    if rest:
        lines.append(("Everything else", rest))
    longest = max((abs(amount) for _, amount in lines), default=0)
    return [Bar.of(words, amount, longest) for words, amount in lines]


def _lines(parts: Iterable[Part]) -> Iterable[tuple[str, int]]:
    rounded = ((part.words, round(100 * part.amount)) for part in list(parts)[:MOST_BARS])
    return ((words, amount) for words, amount in rounded if amount)
