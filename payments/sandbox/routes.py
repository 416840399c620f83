"""Which function answers which call."""

import re
from collections.abc import Callable
from typing import NamedTuple

from payments.sandbox.calls import Call, Data, Refusal, invalid

Handler = Callable[[Call], Data]
ALWAYS = frozenset({"expand"})
LISTING = frozenset({"limit", "starting_after", "ending_before", "created"})


class Route(NamedTuple):
    """A path pattern and the parameters it takes."""

    method: str
    pattern: re.Pattern[str]
    params: frozenset[str]
    handler: Handler


_ROUTES: list[Route] = []


def route(method: str, path: str, *params: str) -> Callable[[Handler], Handler]:
    """Registers a handler for `method` and `path`, where `{id}` matches one part."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", f"/v1/{path}"))

    def register(handler: Handler) -> Handler:
        _ROUTES.append(Route(method, pattern, frozenset(params) | ALWAYS, handler))
        return handler

    return register


def handler_of(call: Call) -> Handler:
    """The handler for a call, its path's ids noted on the call.

    Refuses unknown paths, and unknown parameters, as Stripe does.
    """
    for known in _ROUTES:
        match = known.pattern.fullmatch(call.path)
        if match and known.method == call.method:
            call.ids = match.groupdict()
            _check(call, known)
            return known.handler
    raise Refusal(
        404,
        type="invalid_request_error",
        message=f"Unrecognized request URL ({call.method.upper()}: {call.path}).",
    )


def _check(call: Call, known: Route) -> None:
    if unknown := sorted(set(call.params) - known.params):
        raise invalid(f"Received unknown parameter: {unknown[0]}", unknown[0], "parameter_unknown")
