"""The cache on Valkey, which a page survives losing."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def _forgiving(name: str, when_lost: Any) -> Callable[..., Any]:
    inherited = getattr(RedisCache, name)

    @wraps(inherited)
    def method(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return inherited(self, *args, **kwargs)
        except RedisError as error:
            log.warning("cache %s lost: %s", name, type(error).__name__)
            return when_lost(args, kwargs) if callable(when_lost) else when_lost

    return method


def _default(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return kwargs.get("default", args[1] if len(args) > 1 else None)


class _OneClient(RedisCacheClient):
    """Keeps its client: Django makes a new one for each command, at a fifth of a millisecond."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clients: dict[bool, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if write not in self.clients:
            self.clients[write] = super().get_client(key, write=write)
        return self.clients[write]


class ForgivingRedisCache(RedisCache):
    """RedisCache for which an unreachable server is a miss, not an error.

    Sessions, limits and the feed's taste all have a slower source behind the cache, so a lost
    Valkey must cost time and never a page. `readyz` reports the loss.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _OneClient

    get = _forgiving("get", _default)
    get_many = _forgiving("get_many", lambda args, kwargs: {})
    set = _forgiving("set", None)
    set_many = _forgiving("set_many", lambda args, kwargs: [])
    add = _forgiving("add", True)
    delete = _forgiving("delete", False)
    delete_many = _forgiving("delete_many", None)
    touch = _forgiving("touch", False)
    has_key = _forgiving("has_key", False)
