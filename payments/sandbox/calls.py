"""One API call: its parameters as Stripe reads them, and the refusals that answer it."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Data = dict[str, Any]
_KEY_PARTS = re.compile(r"\[([^\]]*)\]")


@dataclass
class Call:
    """A request to the API; `account` is the connected account it acts for, or ""."""

    method: str
    path: str
    params: Data
    account: str = ""
    key: str = ""
    raw: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    request_id: str = ""

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text; refused when it is a list or an object."""
        value = self.params.get(name, default)
        if not isinstance(value, str):
            raise invalid(f"Invalid string: {name}", name)
        return value

    def needed(self, name: str) -> str:
        """A parameter that must be there."""
        if not (value := self.text(name)):
            raise invalid(f"Missing required param: {name}.", name, "parameter_missing")
        return value

    def integer(self, name: str) -> int | None:
        """A parameter as an integer, None when absent; fractions are refused."""
        if name not in self.params:
            return None
        value = self.text(name)
        if not re.fullmatch(r"-?\d{1,15}", value):
            raise invalid(f"Invalid integer: {value}", name, "parameter_invalid_integer")
        return int(value)

    def flag(self, name: str) -> bool:
        """A boolean parameter, false when absent."""
        if (value := self.text(name, "false")) not in {"true", "false"}:
            raise invalid(f"Invalid boolean: {value}", name)
        return value == "true"

    def group(self, name: str) -> Data:
        """A parameter that is an object, empty when absent."""
        value = self.params.get(name, {})
        if value == "":
            return {}
        if not isinstance(value, dict):
            raise invalid("Invalid object", name)
        return value

    def choice(self, name: str, choices: set[str], default: str = "") -> str:
        """A parameter that is one of `choices`."""
        value = self.text(name, default)
        if value not in choices and value != default:
            listed = ", ".join(sorted(choices))
            raise invalid(f"Invalid {name}: must be one of {listed}", name)
        return value


class Refusal(Exception):
    """An error answer; what the call did before is undone."""

    def __init__(self, status: int, **error: Any) -> None:
        super().__init__(error.get("message"))
        self.status = status
        self.body: Data = {"error": {k: v for k, v in error.items() if v is not None}}


class Declined(Refusal):
    """The bank said no (402); what the call recorded about it stays."""


def invalid(message: str, param: str | None = None, code: str | None = None) -> Refusal:
    """400: the request makes no sense."""
    return Refusal(400, type="invalid_request_error", message=message, param=param, code=code)


def missing(kind: str, object_id: str, param: str = "id") -> Refusal:
    """404 for the object a path names, 400 for one that a parameter names."""
    return Refusal(
        404 if param == "id" else 400,
        type="invalid_request_error",
        code="resource_missing",
        message=f"No such {kind}: '{object_id}'",
        param=param,
    )


def call_read(method: str, url: str, headers: Data, post_data: str | None) -> Call:
    """The call that the SDK's HTTP request spells."""
    parts = urlsplit(url)
    raw = post_data or parts.query
    return Call(
        method=method,
        path=parts.path,
        params=params_read(raw),
        account=headers.get("Stripe-Account", ""),
        key=headers.get("Idempotency-Key", ""),
        raw=raw,
    )


def params_read(encoded: str) -> Data:
    """`a[b]=1&c[0]=x` as {"a": {"b": "1"}, "c": ["x"]}."""
    params: Data = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        first = name.split("[", 1)[0]
        _put(params, [first, *_KEY_PARTS.findall(name)], value)
    return {name: _listed(value) for name, value in params.items()}


def _put(into: Data, path: list[str], value: str) -> None:
    for part in path[:-1]:
        into = into.setdefault(part or str(len(into)), {})
    into[path[-1] or str(len(into))] = value


def _listed(value: Any) -> Any:
    """Objects whose keys are all numbers are lists."""
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_listed(item) for item in value.values()]
    return {key: _listed(item) for key, item in value.items()}
