"""Prove that every cent is right: make prove NAME=money.

A market of 10,000 orders (ARGS="market 500": fewer) with one in ten calls to Stripe going wrong,
each webhook told twice and in any order, and web and worker killed at random. Then the nightly
reconciliation of 100,000 payments, and the balance of a seller with 100,000 entries. Then the
rushes on one item, the kills at each step, the prices in each state and the bad input, and what a
press costs. One line a figure: name, value, bar, whether it holds. SEED= plays another market.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

import django

from tests.prove.figures import Figure

ORDERS, PAYMENTS, ENTRIES = 10_000, 100_000, 100_000
NIGHT_SECONDS, BALANCE_MS = 300, 5
SHOWN = {
    "100 buyers on one item, 50 double presses": ["orders_races", "basket_races"],
    "100 accepts on offers of one item": ["offers_races", "bundles_races"],
    "killed at each step": ["killed"],
    "the card's price is the charge, each state": ["all_in_everywhere"],
    "bad input changes nothing": ["tampering", "webhooks"],
}


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


def rushes() -> Iterator[Figure]:
    """What the tests show about many at once, sudden deaths, every state, and bad input."""
    for name, files in SHOWN.items():
        places = [f"tests/payments/test_{file}.py" for file in files]
        done = _program("pytest", "-q", "-p", "no:cacheprovider", *places, capture_output=True)
        if done.returncode:
            sys.stdout.write(done.stdout)
        yield Figure(f"{name}: runs that fail", done.returncode, 0, at_most=True)


def presses() -> Iterator[Figure]:
    """CPU of a press; in a process of its own, since the market changes settings for itself."""
    done = _program("tests.prove.checkout")
    yield Figure("presses over their bar (above)", done.returncode, 0, at_most=True)


def _program(*words: str, capture_output: bool = False) -> subprocess.CompletedProcess[str]:
    sys.stdout.flush()
    return subprocess.run(
        [sys.executable, "-m", *words], capture_output=capture_output, text=True, check=False
    )


FIGURES: list[Callable[[], Iterator[Figure]]] = [market, night, balance, rushes, presses]


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
