"""The pictures of the demo marketplace."""

import numpy as np
import pytest

from poshmark.demo.drawing import (
    ANGLES,
    COLOURS,
    GARMENTS,
    LOOKS,
    PATTERNS,
    STYLES,
    DrawingSpec,
    draw,
    draw_avatar,
    draw_cover,
)


def _spec(garment: str = "t-shirt", pattern: str = "breton", seed: int = 7) -> DrawingSpec:
    return DrawingSpec(garment, ("white", "navy"), pattern, seed, "preppy")


@pytest.mark.parametrize("angle", ANGLES)
def test_the_same_spec_gives_the_same_bytes(angle: str) -> None:
    first, second = (draw(_spec(), angle, height=240).tobytes() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("garment", sorted(GARMENTS))
def test_every_garment_is_drawn_from_every_angle(garment: str) -> None:
    pictures = [draw(_spec(garment, "plain"), angle, height=120) for angle in ANGLES]
    assert [p.size for p in pictures] == [(90, 120)] * 4
    assert [p.mode for p in pictures] == ["RGB"] * 4
    assert len({p.tobytes() for p in pictures}) == 4


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_covers_the_cloth(pattern: str) -> None:
    picture = draw(_spec(pattern=pattern), "front", height=160)
    assert np.asarray(picture).std() > 8


def test_another_seed_gives_another_picture() -> None:
    assert draw(_spec(seed=1), "front", height=160) != draw(_spec(seed=2), "front", height=160)


def test_a_portrait_is_square_and_the_same_for_the_same_seed() -> None:
    first, again, other = draw_avatar(3, 96), draw_avatar(3, 96), draw_avatar(4, 96)
    assert first.size == (96, 96)
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


@pytest.mark.parametrize("style", STYLES)
def test_a_banner_is_three_to_one_for_every_style(style: str) -> None:
    banner = draw_cover(2, style, height=80)
    assert banner.size == (240, 80)
    assert banner.tobytes() == draw_cover(2, style, height=80).tobytes()


def test_every_look_names_what_can_be_drawn() -> None:
    looks = [look for style in STYLES for look in LOOKS[style]]
    assert {garment for garment, _, _ in looks} <= set(GARMENTS)
    assert {pattern for _, _, pattern in looks} <= set(PATTERNS)
    assert {colour for _, colours, _ in looks for colour in colours} <= set(COLOURS)


def test_there_are_enough_kinds_of_things() -> None:
    assert len(GARMENTS) >= 38
    assert len(PATTERNS) >= 16
