"""A figure of a proof: what was measured, the bar, and whether it holds."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value and the bar it has to reach (or, `at_most`, stay under)."""

    name: str
    value: float
    bar: float
    at_most: bool = False

    @property
    def holds(self) -> bool:
        """Whether the bar is kept."""
        return self.value <= self.bar if self.at_most else self.value >= self.bar

    def __str__(self) -> str:
        """One line."""
        sign = "<=" if self.at_most else ">="
        verdict = "holds" if self.holds else "DOES NOT HOLD"
        return f"{self.name:<58} {self.value:10.3f} {sign} {self.bar:<8g} {verdict}"


Proof = Callable[[], Iterator[Figure]]


def print_figures(proofs: Sequence[Proof], names: Sequence[str]) -> int:
    """Prints every figure, or those of the named proofs; 1 when one does not hold."""
    failed = 0
    for prove in proofs:
        for figure in prove() if not names or prove.__name__ in names else ():
            sys.stdout.write(f"{figure}\n")
            sys.stdout.flush()
            failed += not figure.holds
    return int(failed > 0)
