"""Labels drawn and read back: by a scanner as a picture, and as text with its place."""

import random
from dataclasses import replace
from datetime import date

import pypdfium2
import zxingcpp
from PIL import Image

from shipping.addresses import PostalAddress
from shipping.labels.files import LabelFiles, label_files
from shipping.labels.impb import PackageBarcode, pic_make
from shipping.labels.label import LabelFacts
from shipping.labels.slip import SlipFacts

Box = tuple[float, float, float, float]

DPIS = (203, 300)
LONG = "Wolfeschlegelsteinhausenbergerdorff Extraordinarily Northwest"
ADDRESSES = [
    PostalAddress("Ana Seller", "12 Sea View Road", "", "Palo Alto", "CA", "94301"),
    PostalAddress("Zoë Łukasz-Öztürk", "9 Rue Élan", "Apt 4", "New York", "NY", "10001-1234"),
    PostalAddress("李小龙 🌸", "Дом 5", "Ğüneş", "Guaynabo", "PR", "00966"),
    PostalAddress(LONG[:60], "W" * 60, "M" * 60, "W" * 40, "HI", "96813-0001"),
    PostalAddress("SGT Max Power", "PSC 802 Box 74", "", "APO", "AE", "09499"),
]


def facts(serial: int, to: PostalAddress) -> LabelFacts:
    pic = pic_make(mailer_id="000001", serial=serial)
    return LabelFacts(
        from_address=ADDRESSES[serial % len(ADDRESSES)],
        to_address=to,
        weight_lb=15,
        mailed_on=date(2026, 11, 24),
        expected_on=date(2026, 11, 28),
        barcode=PackageBarcode(zip5=to.zip5, pic=pic),
        reference="0A1B2C3D",
        sample=True,
    )


def slip_facts(**changes: object) -> SlipFacts:
    slip = SlipFacts(
        sender="Ana Seller",
        recipient="Zoë",
        contents=("1 maxi dress, size M",),
        note="Thank you.",
        tracking="9300 1000",
        packed_on=date(2026, 11, 24),
        reference="0A1B2C3D",
    )
    return replace(slip, **changes)  # type: ignore[arg-type]


def draw(label: LabelFacts) -> LabelFiles:
    return label_files(label, slip_facts())


def picture(pdf: bytes, dpi: int) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[0].render(scale=dpi / 72).to_pil()
    return drawn


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


def scanned(image: Image.Image) -> tuple[str, bytes]:
    """The one symbol in the picture; what is read beside it is a blurred bar."""
    [found] = zxingcpp.read_barcodes(image)
    return found.symbology_identifier, found.bytes


def boxes(pdf: bytes) -> list[Box]:
    """Left, lower, right and upper edge of each run of text, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        return [text.get_rect(at) for at in range(text.count_rects())]


def is_inside(box: Box) -> bool:
    """Whether the text keeps clear of the edges of a label of 4 by 6 inches."""
    left, low, right, high = box
    return left > 2 and right < 286 and low > 2 and high < 430


def expected_scan(label: LabelFacts) -> tuple[str, bytes]:
    """What a scanner must read: GS1-128, the ZIP code after its AI 420, the piece's number."""
    return "]C1", f"420{label.barcode.zip5}\x1d{label.barcode.pic}".encode()


def chance_facts(chance: random.Random, serial: int) -> LabelFacts:
    """A label of a random weight class to a random ZIP code."""
    to = replace(chance.choice(ADDRESSES), zip_code=f"{chance.randrange(100_000):05d}")
    label = facts(serial, to)
    return replace(label, weight_lb=chance.choice([5, 10, 15]))
