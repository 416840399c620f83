"""Line plots as SVG, drawn by the server: no script, readable in light and dark."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 420, 220
LEFT, RIGHT, TOP, BOTTOM = 40, 14, 34, 34
COLOURS = ("#2f8f78", "#d9772b", "#7a6fd0")
MOST_LABELS = 6
Values = Sequence[float | None]


def line_plot(
    title: str,
    labels: Sequence[str],
    series: Mapping[str, Values],
    errors: Mapping[str, Values] | None = None,
) -> SafeString:
    """An SVG of one line a series over the labels; None leaves a gap; errors: half-lengths of the
    bars around each value."""
    top = _round_up(max(_tops(series, errors or {}), default=0.0))
    parts = [*_axis(top), *_labels(labels)]
    for place, (name, values) in enumerate(series.items()):
        colour = COLOURS[place % len(COLOURS)]
        points = _points(values, top, len(labels))
        parts += _bars(points, values, (errors or {}).get(name, ()), top, colour)
        parts += _line(points, values, colour, name)
        parts.append(_text(LEFT + 160 * place, 20, f"● {name}", colour))
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" class="plot" role="img"'
    drawn = f"<svg {size} aria-label={_quoted(title)}>{''.join(parts)}</svg>"
    return mark_safe(drawn)  # noqa: S308 - numbers, and words that are escaped


def _tops(series: Mapping[str, Values], errors: Mapping[str, Values]) -> list[float]:
    return [
        value + (error or 0.0)
        for name, values in series.items()
        for value, error in zip(values, errors.get(name) or [0.0] * len(values), strict=True)
        if value is not None
    ]


def _round_up(value: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)


def _points(values: Values, top: float, count: int) -> list[tuple[float, float] | None]:
    step = (WIDTH - LEFT - RIGHT) / max(count - 1, 1)
    return [
        None if value is None else (LEFT + place * step, _height(value, top))
        for place, value in enumerate(values)
    ]


def _height(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(max(value, 0.0) / top, 1.0)


def _axis(top: float) -> list[str]:
    parts = []
    for share in (0.0, 0.5, 1.0):
        y = _height(share * top, top)
        line = f'x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"'
        parts.append(f'<line {line} stroke="currentColor" opacity="0.2"/>')
        parts.append(_text(LEFT - 6, y + 4, f"{share * top:.3g}", anchor="end"))
    return parts


def _labels(labels: Sequence[str]) -> list[str]:
    step = (WIDTH - LEFT - RIGHT) / max(len(labels) - 1, 1)
    every = max(1, ceil(len(labels) / MOST_LABELS))
    y = HEIGHT - BOTTOM + 20
    return [
        _text(LEFT + place * step, y, label, anchor="end" if place == len(labels) - 1 else "middle")
        for place, label in enumerate(labels)
        if place % every == 0
    ]


def _line(
    points: list[tuple[float, float] | None], values: Values, colour: str, name: str
) -> list[str]:
    parts = []
    for before, after in pairwise(points):
        if before and after:
            ends = (
                f'x1="{before[0]:.1f}" y1="{before[1]:.1f}" x2="{after[0]:.1f}" y2="{after[1]:.1f}"'
            )
            parts.append(f'<line {ends} stroke="{colour}" stroke-width="2"/>')
    for point, value in zip(points, values, strict=True):
        if point and value is not None:
            spot = f'cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="3" fill="{colour}"'
            parts.append(f"<circle {spot}><title>{escape(name)}: {value:.4g}</title></circle>")
    return parts


def _bars(
    points: list[tuple[float, float] | None],
    values: Values,
    errors: Values,
    top: float,
    colour: str,
) -> list[str]:
    parts = []
    for point, value, error in zip(points, values, errors, strict=False):
        if point and value is not None and error:
            ends = f'y1="{_height(value - error, top):.1f}" y2="{_height(value + error, top):.1f}"'
            parts.append(
                f'<line x1="{point[0]:.1f}" x2="{point[0]:.1f}" {ends} stroke="{colour}"/>'
            )
    return parts


def _text(
    x: float, y: float, words: str, colour: str = "currentColor", anchor: str = "start"
) -> str:
    shape = f'x="{x:.1f}" y="{y:.1f}" font-size="12" fill="{colour}" text-anchor="{anchor}"'
    return f"<text {shape}>{escape(words)}</text>"


def _quoted(words: str) -> str:
    return f'"{escape(words)}"'
