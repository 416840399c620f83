"""The SDK's HTTP client that reaches the sandbox instead of the network."""

from collections.abc import Mapping
from typing import Any, ClassVar

import stripe

from payments.sandbox.calls import call_read
from payments.sandbox.own_thread import in_sandbox
from payments.sandbox.server import answer


class SandboxTransport(stripe.HTTPClient):
    """Answers from the database; the SDK builds, parses and retries as always."""

    name: ClassVar[str] = "sandbox"

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        """One call. Raises APIConnectionError when the answer is lost or the call never arrived."""
        result = in_sandbox(answer, call_read(method, url, dict(headers or {}), post_data))
        if result.lost:
            raise _broken()
        return result.body, result.status, result.headers

    def close(self) -> None:
        """Nothing to close: the connections belong to the sandbox's threads."""

    def _sleep_time_seconds(self, num_retries: int) -> float:
        """The wait before a retry: this server is near."""
        return 0.05 * num_retries


def _broken() -> stripe.APIConnectionError:
    error: stripe.APIConnectionError = stripe.APIConnectionError("The connection broke")  # type: ignore[no-untyped-call]
    error.should_retry = True
    return error
