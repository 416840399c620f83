"""Many members at once, for the proofs of the community and for the tests that run them short."""

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from closets.models import Closet, User
from listings.models import Listing
from social.guards import ActRefused
from social.models import ListingCounts, News, NewsGroup, NewsMail
from social.news.choices import Choice, Mail, Wishes, wishes_set
from social.news.folding import news_fold_all
from social.news.mails import news_mails_send
from social.services.comments import comment_add
from social.services.follows import closet_follow, closet_unfollow
from social.services.likes import listing_like, listing_unlike
from social.services.shares import listing_share, share_take_back

THREADS = 8
HOUR = timedelta(hours=1)
Act = Callable[[], object]


def members(prefix: str, count: int) -> list[User]:
    """New members with closets, made in two queries."""
    names = [f"{prefix}{number}" for number in range(count)]
    made = User.objects.bulk_create(User(username=name, email=f"{name}@x.test") for name in names)
    Closet.objects.bulk_create(
        Closet(user=user, handle=user.username, display_name=user.username) for user in made
    )
    return made


def at_once(acts: Sequence[Act]) -> list[Exception]:
    """Does the acts on eight threads; what the database refused, refusals of ours aside."""

    def run(act: Act) -> Exception | None:
        try:
            act()
        except ActRefused:
            return None
        except DatabaseError as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(THREADS) as pool:
        return [error for error in pool.map(run, acts) if error]


@contextlib.contextmanager
def counter_held(listing: Listing) -> Iterator[None]:
    """Holds the listing's counter row, as an act would that never commits."""
    ListingCounts.objects.get_or_create(listing=listing)
    with transaction.atomic():
        ListingCounts.objects.select_for_update().get(listing=listing)
        yield


def likes_beside_a_held_row(listing: Listing, fans: Sequence[User]) -> list[Exception]:
    """All fans like the listing while somebody holds its counter row; what failed."""
    with counter_held(listing):
        return at_once([partial(listing_like, user=fan, listing=listing) for fan in fans])


def mixed_acts(people: Sequence[User], listings: Sequence[Listing], count: int) -> list[Act]:
    """Acts and undone acts of few people on few rows, so that they meet."""
    rng = random.Random(6)
    verbs: list[Callable[..., object]] = [
        listing_like,
        listing_unlike,
        listing_share,
        share_take_back,
    ]
    acts: list[Act] = []
    for number in range(count):
        user, listing = rng.choice(people), rng.choice(listings)
        if number % 6 == 4:
            follow: Callable[..., object] = rng.choice([closet_follow, closet_unfollow])
            acts.append(partial(follow, user=user, closet=rng.choice(people).closet))
        elif number % 6 == 5:
            acts.append(partial(comment_add, user=user, listing=listing, body=f"Word {number}"))
        else:
            acts.append(partial(rng.choice(verbs), user=user, listing=listing))
    return acts


def wants_mail(user: User) -> None:
    """The member hears of likes by mail at once."""
    wishes_set(user=user, wishes=Wishes({"like": Choice(mail=Mail.NOW)}))


def worker_killed_often(acts: Sequence[Act], kills: int) -> int:
    """Does the acts while a worker folds and mails, killed and begun anew `kills` times at
    random; then the worker ends its work. How many were killed."""
    rng = random.Random(5)
    died = 0
    for number in range(kills):
        worker = _worker()
        for act in acts[number::kills]:
            act()
        time.sleep(rng.random() / 20)
        os.kill(worker, signal.SIGKILL)
        died += os.WIFSIGNALED(os.waitpid(worker, 0)[1])
    _work_to_the_end()
    return died


def _work_to_the_end() -> None:
    """What the last worker held is free as soon as the database has seen it die."""
    while News.objects.filter(group=None).exists():
        news_fold_all()
    while NewsMail.objects.filter(sent_at=None, daily=False).exists():
        news_mails_send(timezone.now() + HOUR)


def _worker() -> int:
    """A process that folds and mails until it is killed; it opens a connection of its own."""
    connection.close()
    pid = os.fork()
    if pid:
        return pid
    with contextlib.suppress(BaseException):
        while True:
            news_fold_all()
            news_mails_send(timezone.now() + HOUR)
    os._exit(1)


def wrong_groups() -> int:
    """Groups that count other than the distinct members of their news, and news without one."""
    wrong = News.objects.filter(group=None).count()
    for group in NewsGroup.objects.prefetch_related("news"):
        wrong += group.actors != len({news.actor_id for news in group.news.all()})
    return wrong


def mails_sent(folder: Path) -> list[str]:
    """The Message-ID of each mail that Django's file backend wrote."""
    found = []
    for path in folder.iterdir():
        lines = path.read_text().splitlines()
        found += [line.split(": ", 1)[1] for line in lines if line.startswith("Message-ID: ")]
    return found


def mails_due() -> int:
    """Groups that were to be mailed at once."""
    return NewsMail.objects.filter(sent_at__isnull=False, daily=False).count()
