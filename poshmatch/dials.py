"""Styles turned up, down or off, as the feed reads them (F4)."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from poshmatch.models import Dial
from poshmatch.style import Reason, StyleModel
from poshmatch.style.arrays import Floats, Ints

Turn = Dial.Turn
FACTORS = {Turn.UP: 1.0, Turn.DOWN: -1.0, Turn.OFF: -np.inf}


@dataclass(frozen=True)
class Dialled:
    """A dial that is turned: cluster `style` of the model `version`, else what is nearest to the
    tokens ("block:value")."""

    turn: str
    style: int
    version: str
    tokens: tuple[str, ...]


def dials_of(user_id: int) -> tuple[Dialled, ...]:
    """What the member turned, the latest last. One query."""
    rows = Dial.objects.filter(user_id=user_id).exclude(turn=Turn.USUAL).order_by("turned_at")
    columns = rows.values_list("turn", "style", "version", "tokens")
    return tuple(Dialled(turn, style, at, tuple(tokens)) for turn, style, at, tokens in columns)


def style_now(model: StyleModel, version: str, dial: Dialled | Dial) -> int | None:
    """The cluster of the live model that the dial is about; None when nothing is like it."""
    if dial.version == version:
        return dial.style
    tokens = (token.partition(":") for token in dial.tokens)
    return model.style_by_tokens((block, value) for block, _, value in tokens)


def turns_of(model: StyleModel, version: str, dials: Iterable[Dialled]) -> Floats | None:
    """How far each cluster is turned: 1 up, -1 down, -inf off, 0 otherwise; None: none is."""
    turns = np.zeros(len(model.clusters.names), dtype=np.float32)
    for dial in dials:
        style = style_now(model, version, dial)
        if style is not None:
            turns[model.styles_alike(style)] = FACTORS[Turn(dial.turn)]
    return turns if turns.any() else None


def styles_turned(styles: Ints, turns: Floats) -> Ints:
    """The clusters to draw candidates from: those turned up first, without those turned off; as
    many as there were."""
    up = np.flatnonzero(turns > 0)
    rest = styles[~np.isin(styles, up) & (turns[styles] > -np.inf)]
    return np.concatenate([up, rest])[: len(styles)]


def turned(turns: Floats, step: float) -> Floats:
    """What turning adds to scores."""
    return np.where(np.isneginf(turns), -np.inf, np.nan_to_num(turns, neginf=0.0) * step)


def turn_reasons(turn: float, step: float) -> list[Reason]:
    """The part of a score that comes of turning; none for a style left as learned."""
    if not turn or np.isinf(turn):
        return []
    return [Reason("turned", "up" if turn > 0 else "down", turn * step)]
