"""Labels are read by scanners and people: bars, words, and the same bytes each time."""

import io
import random
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from shipping.addresses import PostalAddress
from shipping.labels.files import counter_code_png, slip_pdf
from shipping.labels.impb import pic_readable
from tests.shipping.labels import (
    ADDRESSES,
    DPIS,
    boxes,
    chance_facts,
    draw,
    expected_scan,
    facts,
    is_inside,
    picture,
    scanned,
    slip_facts,
    words,
)


def test_scanners_read_dozens_of_labels_at_both_resolutions() -> None:
    chance = random.Random(7)
    for serial in range(12):
        label = chance_facts(chance, serial)
        expected, files = expected_scan(label), draw(label)
        assert scanned(Image.open(io.BytesIO(files.png))) == expected
        for dpi in DPIS:
            assert scanned(picture(files.pdf, dpi)) == expected
            assert scanned(picture(files.letter, dpi)) == expected


@pytest.mark.parametrize("dpi", DPIS)
def test_scanners_read_black_and_white_prints(dpi: int) -> None:
    label = facts(42, ADDRESSES[0])
    printed = picture(draw(label).pdf, dpi).convert("L").point(lambda grey: 255 * (grey > 127))
    assert scanned(printed) == expected_scan(label)


def test_the_same_label_has_the_same_bytes() -> None:
    label = facts(42, ADDRESSES[1])
    assert draw(label) == draw(label)
    assert draw(label).pdf != draw(facts(43, ADDRESSES[1])).pdf


def test_the_label_measures_four_by_six_inches() -> None:
    files = draw(facts(42, ADDRESSES[0]))
    with pypdfium2.PdfDocument(files.pdf) as document:
        assert document[0].get_size() == (288, 432)
        assert len(document) == 1
    with pypdfium2.PdfDocument(files.letter) as document:
        assert document[0].get_size() == (612, 792)
    assert Image.open(io.BytesIO(files.png)).size == (812, 1218)


def test_a_label_without_postage_says_so() -> None:
    assert words(draw(facts(42, ADDRESSES[0])).pdf).count("SAMPLE, NOT VALID POSTAGE") == 2
    paid = draw(replace(facts(42, ADDRESSES[0]), sample=False))
    assert "SAMPLE" not in words(paid.pdf)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (ADDRESSES[0], "ANA SELLER 12 SEA VIEW ROAD PALO ALTO CA 94301"),
        (ADDRESSES[1], "ZOË ŁUKASZ-ÖZTÜRK 9 RUE ÉLAN APT 4 NEW YORK NY 10001-1234"),
        (ADDRESSES[2], "LIXIAOLONG DOM 5 ĞÜNEŞ GUAYNABO PR 00966"),
        (ADDRESSES[4], "SGT MAX POWER PSC 802 BOX 74 APO AE 09499"),
    ],
)
def test_every_name_can_be_read(address: PostalAddress, said: str) -> None:
    assert said in words(draw(facts(42, address)).pdf)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_word_is_cut_or_leaves_the_label(address: PostalAddress) -> None:
    assert all(is_inside(box) for box in boxes(draw(facts(42, address)).pdf))


def test_a_line_of_sixty_wide_letters_is_wrapped_whole() -> None:
    said = words(draw(facts(42, ADDRESSES[3])).pdf).replace(" ", "")
    assert "W" * 60 + "M" * 60 + "W" * 40 + "HI96813-0001" in said


def test_the_slip_says_what_is_inside_and_no_address() -> None:
    many = tuple(f"1 thing number {at} of a very long bundle, size {at}" for at in range(30))
    said = words(slip_pdf(slip_facts(contents=many)))
    assert all(line in said for line in many)
    assert said.startswith("Packing slip November 24, 2026 Ref 0A1B2C3D From Ana Seller For Zoë")
    assert "Sea View" not in said


def test_the_counter_code_holds_its_text() -> None:
    url = "http://127.0.0.1:8000/shipping/counter/abc:def/"
    [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(counter_code_png(url))))
    assert (found.text, found.format) == (url, zxingcpp.BarcodeFormat.QRCode)


def test_the_readable_number_is_the_scanned_one() -> None:
    label = facts(42, ADDRESSES[0])
    assert pic_readable(label.barcode.pic) in words(draw(label).pdf)
