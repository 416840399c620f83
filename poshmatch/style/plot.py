"""Quality by length of history, drawn as a small SVG bar chart."""

from html import escape

import numpy as np

from poshmatch.style.arrays import Floats, Ints

WIDTH, HEIGHT, MARGIN = 640, 320, 48
COLOURS = ("#1f6f5c", "#d98032")
BINS = (1, 2, 3, 5, 9, 17, 33, 65, 129)


def quality_by_history(signals: Ints, quality: Floats) -> tuple[list[str], Floats]:
    """Labels of the bins that hold members, and the mean (recall, ndcg) of each: (bins, 2)."""
    place = np.searchsorted(BINS, signals, side="right")
    used = np.unique(place)
    means = [quality[place == one].mean(0) for one in used]
    return [_label(int(one)) for one in used], np.array(means).reshape(-1, 2)


def _label(place: int) -> str:
    low = BINS[place - 1] if place else 0
    high = BINS[place] - 1 if place < len(BINS) else None
    return f"{low}+" if high is None else str(low) if low >= high else f"{low}-{high}"


def bar_chart(title: str, labels: list[str], values: Floats, series: tuple[str, ...]) -> str:
    """An SVG of grouped bars: values (len(labels), len(series)), not negative."""
    top = max(float(values.max(initial=0.0)), 1e-9)
    step = (WIDTH - 2 * MARGIN) / max(len(labels), 1)
    parts = [_text(MARGIN, 24, title)]
    for place, label in enumerate(labels):
        left = MARGIN + place * step
        parts += [_bar(left, step, top, index, value) for index, value in enumerate(values[place])]
        parts.append(_text(left + step * 0.1, HEIGHT - MARGIN + 18, label))
    parts += [
        _text(MARGIN + 120 * index, HEIGHT - 8, name, COLOURS[index])
        for index, name in enumerate(series)
    ]
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>\n'


def _bar(left: float, step: float, top: float, index: int, value: float) -> str:
    width = 0.4 * step
    height = (HEIGHT - 2 * MARGIN - 16) * value / top
    x, y = left + 0.1 * step + index * width, HEIGHT - MARGIN - height
    shape = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    mark = f"<title>{value:.3f}</title>"
    return f'<rect {shape} fill="{COLOURS[index]}">{mark}</rect>' + _text(x, y - 4, f"{value:.2f}")


def _text(x: float, y: float, words: str, colour: str = "#333") -> str:
    style = f'font-family="sans-serif" font-size="12" fill="{colour}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'
