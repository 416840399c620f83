"""A member's news as the page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from closets.lib.cursors import Page, page_after
from closets.models import User
from closets.selectors import blocked_ids
from social.models import News, NewsGroup
from social.news.choices import wishes_of

SHOWN = 30


@dataclass(frozen=True)
class Line:
    """A group and whom its line names: the last to act whom the reader may see, and how many
    others."""

    group: NewsGroup
    actor: User | None
    others: int


@dataclass(frozen=True)
class NewsPage:
    """Lines, newest first, and the cursor of older ones ("" on the last page)."""

    lines: list[Line]
    next_cursor: str


def news_page(user: User, cursor: str = "") -> NewsPage:
    """Thirty lines of what the member wants to see. At most five queries. Raises BadCursor."""
    wishes = wishes_of([user.pk])[user.pk]
    off = [kind for kind, choice in wishes.choices.items() if not choice.on_site]
    groups = (
        NewsGroup.objects.filter(recipient=user)
        .exclude(kind__in=off)
        .select_related("actor__closet", "listing__cover")
    )
    page: Page[NewsGroup] = page_after(
        groups, order=["-latest_at", "-id"], cursor=cursor, size=SHOWN, salt="news"
    )
    return NewsPage(lines_of(page.rows, blocked_ids(user.pk)), page.next_cursor)


def lines_of(groups: Iterable[NewsGroup], hidden: set[int]) -> list[Line]:
    """The groups without people that the reader no longer sees; none that only they made."""
    shaken = {group.pk for group in groups if _is_hidden(group, hidden)}
    others = _seen(shaken, hidden) if shaken else {}
    lines = []
    for group in groups:
        if group.pk not in shaken:
            lines.append(Line(group, group.actor, max(0, group.actors - 1)))
        elif group.pk in others:
            lines.append(Line(group, *others[group.pk]))
    return lines


def _is_hidden(group: NewsGroup, hidden: set[int]) -> bool:
    return group.actor is not None and (group.actor_id in hidden or not group.actor.is_active)


def _seen(groups: set[int], hidden: set[int]) -> dict[int, tuple[User, int]]:
    """The last visible actor of each group, and how many other visible ones. Two queries."""
    news = News.objects.filter(group__in=groups, actor__is_active=True).exclude(actor__in=hidden)
    last = news.order_by("group", "-created_at", "-id").distinct("group")
    counts = dict(
        news.order_by().values_list("group").annotate(people=Count("actor", distinct=True))
    )
    return {
        row.group_id: (row.actor, counts[row.group_id] - 1)
        for row in last.select_related("actor__closet")
        if row.group_id and row.actor
    }
