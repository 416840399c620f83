"""Many acts at the same time, each with a connection and transaction of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from payments.offers.transitions import OfferRefused
from payments.orders.opening import SomebodyFaster
from social.guards import ActRefused

AT_A_TIME = 16
REFUSED = (OfferRefused, ActRefused, SomebodyFaster)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Does all of it at the same moment, each in a thread; returns what came of each."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait(timeout=120)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def crowd(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Does all of it as fast as the machine lets, `AT_A_TIME` in hand; a refusal is its class."""

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except REFUSED as refused:
            return type(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        return list(pool.map(run, acts))
