"""The pictures of the demo marketplace."""

import pytest

from poshmark.demo.drawing import ANGLES, GARMENTS, PATTERNS, DrawingSpec, draw


def _spec(garment: str = "t-shirt", pattern: str = "breton", seed: int = 7) -> DrawingSpec:
    return DrawingSpec(garment, ("white", "navy"), pattern, seed, "preppy")


@pytest.mark.parametrize("angle", ANGLES)
def test_the_same_spec_gives_the_same_bytes(angle: str) -> None:
    first, second = (draw(_spec(), angle, height=240).tobytes() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("garment", sorted(GARMENTS))
def test_every_garment_is_drawn_from_every_angle(garment: str) -> None:
    pictures = [draw(_spec(garment, "plain"), angle, height=160) for angle in ANGLES]
    assert [p.size for p in pictures] == [(120, 160)] * 4
    assert [p.mode for p in pictures] == ["RGB"] * 4
    assert len({p.tobytes() for p in pictures}) == 4


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_covers_the_cloth(pattern: str) -> None:
    picture = draw(_spec(pattern=pattern), "front", height=160)
    low, high = picture.convert("L").getextrema()
    assert high - low > 40


def test_another_seed_gives_another_picture() -> None:
    assert draw(_spec(seed=1), "front", height=160) != draw(_spec(seed=2), "front", height=160)
