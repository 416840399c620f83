"""The simulation from the first press to the last cent."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.utils import timezone

from payments.cases.transitions import CaseStatus
from payments.models import Dispute
from payments.reconciling import reconcile
from tests.payments.simulation import acts, haggling, quarrels, worker
from tests.payments.simulation.checks import work_left
from tests.payments.simulation.killing import Act, Actor, play
from tests.payments.simulation.world import World, days, misfortune, world_make

HOURS_4, MINUTES_4 = timedelta(hours=4), timedelta(minutes=4)
MOST_ROUNDS = 20


@dataclass
class Run:
    """A simulation that has ended."""

    world: World
    kills: int = 0
    rounds: int = 0
    left: dict[str, int] = field(default_factory=dict)


def simulate(orders: int, *, seed: int = 8, share: float = 0.1, patience: float = 1.0) -> Run:
    """Plays so many orders with that share of Stripe's calls going wrong; returns what came of it.

    patience: seconds of CPU between two kills of a process, on average.
    """
    world = world_make(orders, seed, timezone.now())
    run, luck = Run(world), random.Random(seed)
    _buyers(world)[0]()  # loads in this process what each life of another would load anew
    misfortune(share)
    for number, (after, people) in enumerate(_phases(world)):
        _play(run, number, after, people(), luck, patience)
    misfortune(0)
    _settle(run, luck)
    return run


People = Callable[[], list[Act]]


def _phases(world: World) -> list[tuple[timedelta, People]]:
    """What people do, and how long after the beginning."""
    every = range(len(world.listings))
    sellers = range(len(world.sellers))
    return [
        (timedelta(0), lambda: _buyers(world)),
        (MINUTES_4, lambda: [acts.regretting(world, n) for n in every]),
        (3 * MINUTES_4, lambda: [acts.disputing(world, n) for n in every]),
        (HOURS_4, lambda: [acts.carrying(world, n) for n in every]),
        (days(1), lambda: [acts.accepting(world, n) for n in every]),
        (days(1.1), lambda: [quarrels.complaining(world, n) for n in every]),
        (days(1.2), lambda: [acts.spending(world, n) for n in every]),
        (days(1.3), lambda: _answers(world)),
        (days(1.4), lambda: [acts.carrying(world, n) for n in every[::2]]),
        (days(2), lambda: [acts.cashing(world, n) for n in sellers] + _decisions(world)),
        (days(3), lambda: _judgements(world)),
        (days(4), lambda: [acts.disputing(world, n) for n in every[::4]]),
        (days(5), lambda: [acts.cashing(world, n) for n in sellers] + _judgements(world)),
        (days(17), lambda: [acts.cashing(world, n) for n in sellers] + _decisions(world)),
        (days(22), lambda: [acts.cashing(world, n) for n in sellers]),
    ]


def _buyers(world: World) -> list[Act]:
    """One buyer for each dress, and for one in seven another one at the same time.

    Every fourth dress is haggled about first, every ninth begins a bundle, every eleventh a basket:
    by the process that buys it otherwise, since one that runs ahead would leave nothing for them.
    """
    people: list[Act] = []
    for number in range(len(world.listings)):
        turns = [acts.buying(world, number)]
        if number % 11 == 5:
            turns.insert(0, acts.filling(world, number))
        if number % 9 == 2:
            turns.insert(0, haggling.bundling(world, number))
        if number % 4 == 1:
            turns.insert(0, haggling.offering(world, number))
        people.append(partial(_in_turn, turns))
        if number % 7 == 0:
            people.append(acts.buying(world, number, 1))
    return people


def _in_turn(turns: Sequence[Act]) -> None:
    for act in turns:
        act()


def _decisions(world: World) -> list[Act]:
    opened = Dispute.objects.open().order_by("pk").values_list("stripe_dispute", flat=True)
    return [acts.deciding(name, won=world.luck(n).random() < 0.5) for n, name in enumerate(opened)]


def _answers(world: World) -> list[Act]:
    return [quarrels.answering(world, case) for case in quarrels.cases_in(CaseStatus.OPEN)]


def _judgements(world: World) -> list[Act]:
    return [quarrels.judging(world, case) for case in quarrels.cases_in(CaseStatus.REVIEW)]


def _play(
    run: Run,
    number: int,
    after: timedelta,
    people: Sequence[Act],
    luck: random.Random,
    patience: float,
) -> None:
    """Two people's processes, which take turns, and a worker beside them."""
    rounds = max(4, len(people) // 40)
    work = [partial(worker.tick_daily, run.world, number * 1000 + n) for n in range(rounds)]
    actors = [
        Actor("web 1", people[::2], 10 * number),
        Actor("web 2", people[1::2], 10 * number + 1),
        Actor("worker", work, 10 * number + 2),
    ]
    play(actors, run.world.began + after, luck, patience=patience)
    run.kills += sum(actor.kills for actor in actors)


def _settle(run: Run, luck: random.Random) -> None:
    """Sweeps alone, with nothing going wrong, until there is nothing left to do."""
    for number in range(MOST_ROUNDS):
        after = days(23) + number * timedelta(minutes=20)
        actor = Actor("worker", [partial(worker.tick_daily, run.world, -number)], number)
        play([actor], run.world.began + after, luck, patience=0)
        run.rounds, run.left = number + 1, work_left()
        if not any(run.left.values()):
            break
    reconcile(grace=-days(60))
