"""Prove the parcels: make prove NAME=shipping [ARGS="labels life"].

5,000 labels to random addresses, in random weight classes, read back by a scanner at the two
resolutions of label printers (each tenth on its Letter sheet too), and as text with its place.
Then what the tests show of a parcel's and a case's life. One line a figure: name, value, bar,
whether it holds.
"""

import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from time import process_time

from poshmark.demo.progress import Progress
from shipping.labels.impb import pic_is_valid
from shipping.labels.label import LabelFacts
from tests.prove.figures import Figure, print_figures
from tests.shipping.labels import (
    DPIS,
    boxes,
    chance_facts,
    draw,
    expected_scan,
    is_inside,
    picture,
    scanned,
)

LABELS, BATCH, LETTER_EVERY, LABEL_MS = 5_000, 50, 10, 50
LIFE = {
    "bought once, whoever dies": [
        "tests/shipping/test_label_buying.py",
        "tests/shipping/test_new_label.py",
    ],
    "forged, old, repeated messages": [
        "tests/shipping/test_webhook.py",
        "tests/shipping/test_easypost.py",
    ],
    "late, doubled, shuffled scans": [
        "tests/shipping/test_tracking.py",
        "tests/payments/test_parcels_astray.py",
    ],
    "cases walked at random": ["tests/payments/test_cases_walks.py"],
    "cases, and evidence that keeps its bytes": ["tests/payments/cases"],
}


@dataclass(frozen=True)
class Seen:
    """Of one label: its number, whether each reading was right, and its processor time."""

    number: str
    is_read: bool
    is_valid: bool
    is_whole: bool
    spent_ms: float


def labels() -> Iterator[Figure]:
    """5,000 labels drawn and read."""
    with ProcessPoolExecutor() as pool:
        batches = pool.map(_batch, range(0, LABELS, BATCH))
        shown = Progress(sys.stderr).over("Labels, by the fifty", batches, LABELS // BATCH)
        seen = [label for batch in shown for label in batch]
    yield Figure("labels drawn", len(seen), LABELS)
    misread = sum(not label.is_read for label in seen)
    yield Figure("labels that a scanner read wrongly", misread, 0, at_most=True)
    invalid = sum(not label.is_valid for label in seen)
    yield Figure("numbers with a wrong check digit", invalid, 0, at_most=True)
    cut = sum(not label.is_whole for label in seen)
    yield Figure("labels with text cut off", cut, 0, at_most=True)
    doubled = len(seen) - len({label.number for label in seen})
    yield Figure("numbers given twice", doubled, 0, at_most=True)
    mean = sum(label.spent_ms for label in seen) / len(seen)
    yield Figure("CPU of a label's three files, ms", mean, LABEL_MS, at_most=True)


def life() -> Iterator[Figure]:
    """What the tests show of a parcel's and a case's life."""
    for name, places in LIFE.items():
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *places]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.stdout.write(done.stdout)
        yield Figure(f"{name}: runs that fail", done.returncode, 0, at_most=True)


def _batch(first: int) -> list[Seen]:
    chance = random.Random(first)
    return [
        _seen(chance_facts(chance, serial), with_letter=serial % LETTER_EVERY == 0)
        for serial in range(first, first + BATCH)
    ]


def _seen(label: LabelFacts, *, with_letter: bool) -> Seen:
    begun = process_time()
    files = draw(label)
    spent = process_time() - begun
    sheets = [files.pdf, files.letter] if with_letter else [files.pdf]
    pictures = [picture(pdf, dpi) for pdf in sheets for dpi in DPIS]
    expected = expected_scan(label)
    return Seen(
        number=label.barcode.pic,
        is_read=all(scanned(each) == expected for each in pictures),
        is_valid=pic_is_valid(label.barcode.pic),
        is_whole=all(is_inside(box) for box in boxes(files.pdf)),
        spent_ms=spent * 1000,
    )


if __name__ == "__main__":
    sys.exit(print_figures([labels, life], sys.argv[1:]))
