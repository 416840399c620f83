"""What staff see of PoshMatch: its versions, its feeds by day and by position."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum
from django.utils.safestring import SafeString

from poshmatch.models import FeedDay, FeedPosition, ModelVersion, TrainingRun
from poshmatch.services.feed_days import FIRST
from poshmatch.services.training import quality
from poshmatch.staff.plots import line_plot

VERSIONS, DAYS, PLACES, RUNS = 30, 30, 48, 5
NONE = "\N{EN DASH}"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Figure:
    """A plot, what it tells, and its numbers as a table."""

    title: str
    told: str
    plot: SafeString
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]


def quality_context(today: date) -> dict[str, Any]:
    """All that the page shows, in five queries however much there is."""
    versions = list(ModelVersion.objects.order_by("-created_at")[:VERSIONS])
    days = _days(today)
    return {
        "versions": [(version, f"{quality(version):.4f}", _lead(version)) for version in versions],
        "live": next((one for one in versions if one.status == "champion"), None) or _live(),
        "runs": TrainingRun.objects.order_by("-started_at")[:RUNS],
        "figures": [_versions(versions[::-1]), _positions(today), *_daily(days)],
        "latest": days[-1] if days else None,
    }


def _live() -> ModelVersion | None:
    return ModelVersion.objects.filter(status=ModelVersion.Status.CHAMPION).first()


def _days(today: date) -> list[FeedDay]:
    """Each day's version that showed most, so that a day is one point."""
    since = today - timedelta(days=DAYS)
    rows = FeedDay.objects.filter(day__gt=since).exclude(version="").order_by("day", "-pages")
    return list(rows.distinct("day"))


def _lead(version: ModelVersion) -> str:
    """The contest's difference with its interval."""
    found = version.metrics.get("contest")
    if not found:
        return NONE
    lead = found["challenger"] - found["champion"]
    return f"{lead:+.4f} ({found['low']:+.4f} to {found['high']:+.4f})"


def _versions(versions: Sequence[ModelVersion]) -> Figure:
    labels = [f"{version.created_at:%d %b}" for version in versions]
    ndcg: list[float | None] = [quality(version) for version in versions]
    recall: list[float | None] = [_recall(version) for version in versions]
    series = {"ndcg@20": ndcg, "recall@20": recall}
    return _figure(
        "Quality of each version", "On signals held out of its training.", labels, series
    )


def _recall(version: ModelVersion) -> float:
    heldout: dict[str, list[float]] = version.metrics.get("heldout", {})
    return max((recall for recall, _ in heldout.values()), default=0.0)


def _positions(today: date) -> Figure:
    last = FeedPosition.objects.filter(day__gt=today - WEEK, position__lt=PLACES).exclude(
        version=""
    )
    sums = (
        last.values("position")
        .order_by("position")
        .annotate(cards=Sum("shown"), opens=Sum("opened"), likes=Sum("liked"))
    )
    rows = list(sums)
    series: dict[str, list[float | None]] = {
        "liked, of 100": [100 * row["likes"] / max(row["cards"], 1) for row in rows],
        "looked at, of 100": [100 * row["opens"] / max(row["cards"], 1) for row in rows],
    }
    told = "Of 100 cards shown there in the last seven days. Looks are a sample of one in four."
    labels = [str(row["position"] + 1) for row in rows]
    return _figure("Likes and looks by position", told, labels, series, first="Position")


def _daily(days: list[FeedDay]) -> Iterable[Figure]:
    labels = [f"{day.day:%d %b}" for day in days]

    def column(name: str, scale: float = 1.0) -> list[float | None]:
        values = (getattr(day, name) for day in days)
        return [None if value is None else scale * value for value in values]

    likes = {"ranker": column("ranker_likes", 100), "recency": column("recency_likes", 100)}
    errors = {"ranker": column("ranker_error", 196), "recency": column("recency_error", 196)}
    told = (
        f"Likes of 100 cards if the first {FIRST:.0%} by the ranker, or by recency, were shown: "
        "from cards drawn by lot, each weighed by one over its chance. Bars hold 95 %."
    )
    yield _figure("The ranker against recency", told, labels, likes, errors)
    latency = {"half of the pages": column("p50_ms"), "95 of 100": column("p95_ms")}
    yield _figure("Making a page, ms", "Wall time in the web process.", labels, latency)
    age = {"median age, hours": column("age_hours")}
    yield _figure("Freshness", "How long what was shown had been listed.", labels, age)
    drawn: list[float | None] = [100 * day.drawn / max(day.cards, 1) for day in days]
    told = "Of 100 cards, drawn by lot to learn from; Gini: 0 is an equal share for each closet."
    spread = {"drawn by lot, of 100": drawn, "Gini of closets, of 100": column("gini", 100)}
    yield _figure("Exploration and how closets share the feed", told, labels, spread)


def _figure(
    title: str,
    told: str,
    labels: list[str],
    series: dict[str, list[float | None]],
    errors: dict[str, list[float | None]] | None = None,
    first: str = "Day",
) -> Figure:
    columns = zip(*series.values(), strict=True)
    rows = [
        (label, *(NONE if value is None else f"{value:.4g}" for value in values))
        for label, values in zip(labels, columns, strict=True)
    ]
    plot = line_plot(title, labels, series, errors)
    return Figure(title, told, plot, (first, *series), rows)
