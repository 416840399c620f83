"""The sandbox works in threads of its own, as Stripe works on machines of its own.

Django keeps a database connection for each thread, so what the sandbox does commits by itself: it
stays done when the caller's transaction rolls back, and it sees nothing that the caller has not
committed. A test's wrapping transaction changes nothing about that.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections, transaction

THREADS = 4
P = ParamSpec("P")
R = TypeVar("R")


class _Pool:
    threads: ThreadPoolExecutor | None = None


def in_sandbox(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Runs `work` over there, in one transaction; returns or raises what it does."""
    if _Pool.threads is None:
        _Pool.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="stripe-sandbox")
    return _Pool.threads.submit(_in_transaction, partial(work, *args, **kwargs)).result()


def is_running() -> bool:
    """Whether this process has used the sandbox."""
    return _Pool.threads is not None


def sandbox_disconnect() -> None:
    """Ends the threads and their connections; the next call starts new ones."""
    pool, _Pool.threads = _Pool.threads, None
    if pool is not None:
        every_thread = Barrier(THREADS)
        for _ in range(THREADS):
            pool.submit(_close, every_thread)
        pool.shutdown(wait=True)


def _close(every_thread: Barrier) -> None:
    connections.close_all()
    every_thread.wait(timeout=5)  # so that no thread takes the turn of another


def _in_transaction(work: Callable[[], R]) -> R:
    close_old_connections()
    try:
        with transaction.atomic():
            return work()
    finally:
        close_old_connections()


def _forget_threads() -> None:
    _Pool.threads = None


os.register_at_fork(after_in_child=_forget_threads)
