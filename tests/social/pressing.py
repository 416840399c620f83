"""Members who press at once, each served by a process of its own, as production's workers do."""

import os
import time
from collections.abc import Callable, Sequence

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from closets.models import User
from tests.people import person
from tests.shop import on_sale
from tests.social import crowds

WARM = 20
"""Presses of each process that are not measured: they fill caches and compile templates."""


def pressed_by_processes(processes: int, each: int) -> dict[str, tuple[int, float]]:
    """(how many, seconds by the clock) of likes, comments, shares and follows."""
    seller = person("rated_seller")
    count = each + WARM
    listings = [on_sale(seller) for _ in range(count)]
    closets = [member.closet for member in crowds.members("rated", count)]
    pages: dict[str, list[str]] = {
        "like": [reverse("social:like", args=[one.pk]) for one in listings],
        "comment": [reverse("social:comments", args=[one.pk]) for one in listings],
        "share": [reverse("social:share", args=[one.pk]) for one in listings],
        "follow": [reverse("social:follow_closet", args=[one.pk]) for one in closets],
    }
    people = [person(f"presser{number}") for number in range(processes)]
    return {name: (processes * each, _seconds(people, urls)) for name, urls in pages.items()}


def _seconds(people: Sequence[User], urls: Sequence[str]) -> float:
    """From the moment all are warm until the last has pressed everything."""
    ready, go = os.pipe(), os.pipe()
    apart = len(urls) // len(people)
    pids = [
        _process(_presser(member, [*urls[at * apart :], *urls[: at * apart]]), ready, go)
        for at, member in enumerate(people)
    ]
    for _ in people:
        os.read(ready[0], 1)
    begun = time.monotonic()
    os.close(go[1])
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
    seconds = time.monotonic() - begun
    for end in (*ready, go[0]):
        os.close(end)
    assert codes == [0] * len(people)
    return seconds


def _presser(member: User, urls: Sequence[str]) -> Callable[[int], None]:
    client = Client(headers={"hx-request": "true"})
    client.force_login(member)

    def press(first: int) -> None:
        """The first ones to get warm, or (0) the rest."""
        for url in urls[:first] or urls[WARM:]:
            assert client.post(url, {"body": "Is it lined?"}).status_code == 200

    return press


def _process(press: Callable[[int], None], ready: tuple[int, int], go: tuple[int, int]) -> int:
    """A process that gets warm, says so, and presses once the other end of `go` is closed."""
    connection.close()
    cache.close()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.close(go[1])
        press(WARM)
        os.write(ready[1], b".")
        os.read(go[0], 1)
        press(0)
        code = 0
    finally:
        os._exit(code)
