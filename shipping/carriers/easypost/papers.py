"""The papers of an EasyPost label: its own picture, and ours around it."""

from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from shipping.carriers.base import CarrierUnavailable, LabelOrder
from shipping.carriers.easypost.calls import TIMEOUT_SECONDS
from shipping.labels.files import LabelFiles, label_picture_files
from shipping.labels.slip import SlipFacts

LARGEST = 2_000_000


def label_papers(order: LabelOrder, shipment: dict[str, Any], api_base: str) -> LabelFiles:
    """The 4 by 6 label as PDF and PNG, and the Letter sheet with the packing slip.

    Raises CarrierUnavailable when the picture cannot be fetched.
    """
    slip = SlipFacts(
        sender=order.from_address.name,
        recipient=order.to_address.name,
        contents=order.contents,
        note=order.note,
        tracking=shipment["tracking_code"],
        packed_on=order.at.date(),
        reference=order.reference,
    )
    picture = _picture(shipment["postage_label"]["label_url"], api_base)
    return label_picture_files(picture, slip, title=f"PoshPost label {shipment['tracking_code']}")


def _picture(url: str, api_base: str) -> bytes:
    if not url.startswith(("https://", api_base)):
        raise CarrierUnavailable("EasyPost named no address to fetch the label from.")
    try:
        # Its scheme and host are checked above.
        with urlopen(url, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310  # nosec B310
            picture: bytes = answer.read(LARGEST + 1)
    except (URLError, TimeoutError, ConnectionError) as failure:
        raise CarrierUnavailable("The label's picture did not come.") from failure
    if len(picture) > LARGEST:
        raise CarrierUnavailable("The label's picture is too large.")
    return picture
