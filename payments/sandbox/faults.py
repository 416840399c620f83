"""Misfortune on request: what makes the network between us and Stripe interesting.

with fault("lost_response", path="payment_intents"):
    …
"""

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import F

from payments.models import SandboxFault
from payments.sandbox.calls import Call
from payments.sandbox.own_thread import in_sandbox

ALWAYS = 10**9
"""A fault's `times` without end: to count it down would line up all calls at its row."""
_dice = random.Random()  # noqa: S311 - bad luck needs no secrecy


@contextmanager
def fault(
    kind: str, *, method: str = "", path: str = "", times: int = 1, chance: float = 1
) -> Iterator[None]:
    """While it lasts, the next `times` calls that match meet `kind` (SandboxFault.Kind).

    method: "post", "get", or any. path: a regular expression looked for in the path.
    """
    row = in_sandbox(
        SandboxFault.objects.create,
        kind=SandboxFault.Kind(kind),
        method=method,
        path=path,
        remaining=times,
        chance=chance,
    )
    try:
        yield
    finally:
        in_sandbox(SandboxFault.objects.filter(pk=row.pk).delete)


def dice_seed(seed: int) -> None:
    """Makes this process's luck the same each time."""
    _dice.seed(seed)


def faults_for(call: Call) -> set[str]:
    """The kinds of fault that this call meets; each is used up by one."""
    met = set()
    for row in SandboxFault.objects.filter(remaining__gt=0):
        if _matches(row, call) and _dice.random() < row.chance and _taken(row):
            met.add(row.kind)
    return met


def _taken(row: SandboxFault) -> bool:
    if row.remaining >= ALWAYS:
        return True
    left = SandboxFault.objects.filter(pk=row.pk, remaining__gt=0)
    return bool(left.update(remaining=F("remaining") - 1))


def _matches(row: SandboxFault, call: Call) -> bool:
    return row.method in {"", call.method} and bool(re.search(row.path, call.path))
