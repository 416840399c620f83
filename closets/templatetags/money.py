"""Money and time as pages show them."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

STEPS = (
    (timedelta(minutes=1), timedelta(seconds=1), "s"),
    (timedelta(hours=1), timedelta(minutes=1), "m"),
    (timedelta(days=1), timedelta(hours=1), "h"),
    (timedelta(days=7), timedelta(days=1), "d"),
)


@register.filter
def money(cents: int | None) -> str:
    """Cents as dollars: 129512 -> "$1,295.12", -50 -> "-$0.50", None -> ""."""
    if cents is None:
        return ""
    sign = "-" if cents < 0 else ""
    dollars, rest = divmod(abs(cents), 100)
    return f"{sign}${dollars:,}.{rest:02}"


@register.filter
def money_short(cents: int | None) -> str:
    """As `money`, without ".00": 4500 -> "$45", 4550 -> "$45.50"."""
    return money(cents).removesuffix(".00")


@register.filter
def iso(moment: datetime) -> str:
    """For a <time>'s datetime, which takes no microseconds: "2026-11-24T18:38:49+00:00"."""
    return moment.isoformat(timespec="seconds")


@register.filter
def time_short(moment: datetime | None) -> SafeString | str:
    """How long ago, in a <time> element with the full date: "now", "5m", "3h", "2d", "Mar 4"."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        iso(moment),
        f"{local:%B} {local.day}, {local:%Y, %H:%M}",
        _ago(local),
    )


def _ago(moment: datetime) -> str:
    now = timezone.localtime()
    age = now - moment
    if age < timedelta(seconds=10):
        return "now"
    for limit, unit, letter in STEPS:
        if age < limit:
            return f"{age // unit}{letter}"
    return f"{moment:%b} {moment.day}" + ("" if moment.year == now.year else f", {moment.year}")
