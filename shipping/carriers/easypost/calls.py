"""EasyPost's client, and what its errors mean to us."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from easypost import EasyPostClient
from easypost.errors import ApiError, EasyPostError, InvalidRequestError

from shipping.carriers.base import CarrierRefused, CarrierUnavailable

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS = 20
Shape = Mapping[str, object]


def client_make(key: str, api_base: str) -> EasyPostClient:
    """A client for the API at `api_base`; a call that gets no connection is tried three times."""
    return EasyPostClient(key, timeout=TIMEOUT_SECONDS, api_base=api_base)


@contextmanager
def translated() -> Iterator[None]:
    """EasyPost's errors as ours: what it will never do, and what may be asked again."""
    try:
        yield
    except InvalidRequestError as refusal:
        logger.warning("EasyPost refused: %s %s", refusal.code, refusal.message)
        raise CarrierRefused(_words(refusal)) from refusal
    except EasyPostError as failure:
        raise CarrierUnavailable(_status(failure)) from failure


def _words(refusal: ApiError) -> str:
    if str(refusal.code).startswith("ADDRESS"):
        return (
            "The post office does not know one of the two addresses. "
            "Check street, number and ZIP code."
        )
    return "The carrier does not take this parcel. Please write to us."


def _status(failure: EasyPostError) -> str:
    status = failure.http_status if isinstance(failure, ApiError) else None
    return f"EasyPost did not answer as it should (HTTP {status or 'none'})."
