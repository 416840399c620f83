"""Prove that every cent is right: make prove NAME=money.

A market of 10,000 orders (ARGS="market 500": fewer) with one in ten calls to Stripe going wrong,
each webhook told twice and in any order, and web and worker killed at random. Then the nightly
reconciliation of 100,000 payments, and the balance of a seller with 100,000 entries.
One line a figure: name, value, bar, whether it holds.
"""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

import django

from tests.prove.figures import Figure

ORDERS, PAYMENTS, ENTRIES = 10_000, 100_000, 100_000
NIGHT_SECONDS, BALANCE_MS = 300, 5


def market(orders: int = ORDERS) -> Iterator[Figure]:
    """The simulation, and what must hold at its end."""
    from tests.payments.simulation.checks import summary, violations
    from tests.payments.simulation.running import simulate

    run = simulate(orders, seed=int(os.environ.get("SEED", "8")))
    sys.stdout.write(f"{summary()}, {run.kills} processes killed\n")
    yield Figure("processes killed", run.kills, orders / 100)
    for name, count in (run.left | violations()).items():
        yield Figure(name, count, 0, at_most=True)


def night() -> Iterator[Figure]:
    """The reconciliation of 100,000 payments that Stripe and we know."""
    from tests.payments.simulation.books import differences, fill, reconciled

    fill(PAYMENTS)
    seconds = reconciled()
    yield Figure(f"reconciling {PAYMENTS} payments, seconds", seconds, NIGHT_SECONDS, at_most=True)
    yield Figure("differences found in books that agree", differences(), 0, at_most=True)


def balance() -> Iterator[Figure]:
    """What a seller with 100,000 entries has."""
    from tests.payments.simulation.books import balance_ms

    yield Figure(f"balance of {ENTRIES} entries, ms", balance_ms(ENTRIES), BALANCE_MS, at_most=True)


FIGURES: list[Callable[[], Iterator[Figure]]] = [market, night, balance]


def main(arguments: list[str]) -> int:
    """Prints every figure, or those of the named proofs; 1 when one does not hold."""
    logging.disable(logging.WARNING)
    numbers = [int(word) for word in arguments if word.isdigit()]
    names = [word for word in arguments if not word.isdigit()]
    proofs = {prove.__name__: prove for prove in FIGURES}
    if numbers:
        proofs["market"] = partial(market, numbers[0])
    failed = 0
    for name, prove in proofs.items():
        for figure in prove() if not names or name in names else ():
            sys.stdout.write(f"{figure}\n")
            sys.stdout.flush()
            failed += not figure.holds
    return int(failed > 0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")
    began = time.monotonic()
    django.setup()
    code = main(sys.argv[1:])
    sys.stdout.write(f"{time.monotonic() - began:.0f} seconds in all\n")
    sys.exit(code)
