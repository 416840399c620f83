"""How members hear of each kind of news (A9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from closets.models import User
from social.models import NewsChoice, NewsTimes
from social.models.news import Kind
from social.news.badge import badge_forget

Mail = NewsChoice.Mail
MORNING = time(9)
"""When the daily mail leaves, where the member lives."""
GATHERED = timedelta(minutes=2)
"""How long a mail waits for more of the same: "Ana and 3 others"."""
ZONES = {
    "America/New_York": "Eastern (New York)",
    "America/Chicago": "Central (Chicago)",
    "America/Denver": "Mountain (Denver)",
    "America/Phoenix": "Arizona (Phoenix)",
    "America/Los_Angeles": "Pacific (Los Angeles)",
    "America/Anchorage": "Alaska (Anchorage)",
    "Pacific/Honolulu": "Hawaii (Honolulu)",
    "America/Puerto_Rico": "Atlantic (San Juan)",
    "Pacific/Guam": "Chamorro (Guam)",
}


@dataclass(frozen=True)
class Choice:
    """on_site: whether it is shown among the news; mail: whether and when it is mailed."""

    on_site: bool = True
    mail: str = Mail.OFF


DEFAULTS: Mapping[str, Choice] = {
    **dict.fromkeys(Kind.values, Choice()),
    Kind.MENTION: Choice(mail=Mail.NOW),
    Kind.OFFER: Choice(mail=Mail.NOW),
    Kind.BUNDLE: Choice(mail=Mail.NOW),
    Kind.COMMENT: Choice(mail=Mail.DAILY),
    Kind.PRICE_DROP: Choice(mail=Mail.DAILY),
}
MAILED_ELSEWHERE = frozenset({Kind.ORDER, Kind.SEARCH})
"""Orders and saved searches send mails of their own."""
ALWAYS_SHOWN = frozenset({Kind.ORDER, Kind.MODERATION})


@dataclass(frozen=True)
class Wishes:
    """How one member hears of everything."""

    choices: Mapping[str, Choice] = field(default_factory=dict)
    zone: str = "America/New_York"
    quiet: tuple[time, time] | None = None

    def of(self, kind: str) -> Choice:
        return self.choices.get(kind, DEFAULTS[kind])

    def due_at(self, kind: str, now: datetime) -> datetime:
        """When a mail of this kind leaves: never within the quiet hours."""
        local = now.astimezone(ZoneInfo(self.zone))
        if self.of(kind).mail == Mail.DAILY:
            return self._after_quiet(_next(local, MORNING))
        return self._after_quiet(local + GATHERED)

    def not_before(self, now: datetime) -> datetime:
        """When a mail may leave that is due now: now, or after the quiet hours."""
        return self._after_quiet(now.astimezone(ZoneInfo(self.zone)))

    def _after_quiet(self, moment: datetime) -> datetime:
        if self.quiet is None or not _within(moment.time(), *self.quiet):
            return moment
        return _next(moment, self.quiet[1])


def wishes_of(user_ids: Iterable[int]) -> dict[int, Wishes]:
    """The wishes of each member, two queries."""
    ids = set(user_ids)
    choices: dict[int, dict[str, Choice]] = {pk: {} for pk in ids}
    for row in NewsChoice.objects.filter(user__in=ids):
        choices[row.user_id][row.kind] = Choice(row.on_site, row.mail)
    times = NewsTimes.objects.in_bulk(ids)
    return {pk: _wishes(choices[pk], times.get(pk)) for pk in ids}


@transaction.atomic
def wishes_set(*, user: User, wishes: Wishes) -> None:
    """Keeps what a member wants. Raises KeyError for a zone that is not among ZONES."""
    ZONES[wishes.zone]
    NewsChoice.objects.bulk_create(
        [
            NewsChoice(user=user, kind=kind, on_site=choice.on_site, mail=choice.mail)
            for kind, choice in wishes.choices.items()
        ],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["on_site", "mail"],
    )
    begins, ends = wishes.quiet or (None, None)
    NewsTimes.objects.update_or_create(
        user=user,
        defaults={"time_zone": wishes.zone, "quiet_from": begins, "quiet_until": ends},
    )
    badge_forget([user.pk])


def mail_stop(*, user: User, kind: str) -> None:
    """Sends no more mail of this kind to the member."""
    NewsChoice.objects.update_or_create(user=user, kind=kind, defaults={"mail": Mail.OFF})


def mails_daily_stop(*, user: User) -> None:
    """Sends the member no more daily mails."""
    wishes = wishes_of([user.pk])[user.pk]
    for kind in Kind.values:
        if wishes.of(kind).mail == Mail.DAILY:
            mail_stop(user=user, kind=kind)


def _wishes(choices: Mapping[str, Choice], times: NewsTimes | None) -> Wishes:
    if times is None:
        return Wishes(choices)
    begins, ends = times.quiet_from, times.quiet_until
    quiet = (begins, ends) if begins and ends and begins != ends else None
    return Wishes(choices, times.time_zone, quiet)


def _within(moment: time, begins: time, ends: time) -> bool:
    """Whether the clock is between them, also over midnight."""
    if begins < ends:
        return begins <= moment < ends
    return moment >= begins or moment < ends


def _next(moment: datetime, at: time) -> datetime:
    """The next time the clock says so."""
    today = moment.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today > moment else today + timedelta(days=1)
