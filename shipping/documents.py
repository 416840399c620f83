"""What may be downloaded for a parcel, and the pass that lets a counter print it."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from shipping.labels.files import counter_code_png, slip_pdf
from shipping.labels.impb import pic_readable
from shipping.labels.slip import SlipFacts
from shipping.models import Label, Shipment
from shipping.storage import file_read

PDF = "application/pdf"
PNG = "image/png"
KINDS = ("label.pdf", "letter.pdf", "label.png", "slip.pdf", "counter.png")
_SALT = "shipping.counter"


@dataclass(frozen=True)
class Document:
    """A file to send: its bytes, media type and name."""

    content: bytes
    content_type: str
    name: str


def document(label: Label, kind: str) -> Document:
    """One of KINDS for a printable label; labels come as the bytes kept when they were bought."""
    content, content_type = {
        "label.pdf": lambda: (file_read(label.pdf_hash, "pdf"), PDF),
        "letter.pdf": lambda: (file_read(label.letter_hash, "pdf"), PDF),
        "label.png": lambda: (file_read(label.png_hash, "png"), PNG),
        "slip.pdf": lambda: (slip_pdf(_slip(label)), PDF),
        "counter.png": lambda: (counter_code_png(counter_url(label.shipment)), PNG),
    }[kind]()
    return Document(content, content_type, f"poshpost-{label.shipment.short_reference}-{kind}")


def counter_url(shipment: Shipment) -> str:
    """The address in the QR code: whoever is shown the code may print the live label."""
    token = signing.dumps(shipment.reference.hex, salt=_SALT)
    return f"{settings.SITE_URL}{reverse('shipping:counter', args=[token])}"


def counter_reference(token: str) -> str:
    """The shipment that the counter's code stands for; signing.BadSignature when it is not ours."""
    return str(signing.loads(token, salt=_SALT))


def _slip(label: Label) -> SlipFacts:
    shipment = label.shipment
    return SlipFacts(
        sender=shipment.from_name,
        recipient=shipment.to_name,
        contents=tuple(shipment.contents),
        note=shipment.note,
        tracking=pic_readable(label.tracking_number or ""),
        packed_on=(label.bought_at or label.created_at).date(),
        reference=shipment.short_reference,
    )
