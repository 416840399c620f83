"""CSV text that nobody vouches for: any encoding, any length, a formula in any cell."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from typing import IO

from listings.exchange.refusals import FileRefused

CHUNK = 1 << 16
LINE_MAX = 200_000
RECORD_MAX = 1_000_000
CSV_MAX = 64 * 1024**2
FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTE = "'"

Opener = Callable[[], IO[bytes]]


def cell_safe(text: str) -> str:
    """The text as a cell that no spreadsheet runs; `cell_plain` gives the text again."""
    return QUOTE + text if text.startswith((*FORMULA, QUOTE)) else text


def cell_plain(text: str) -> str:
    """What `cell_safe` was given."""
    return text[1:] if text[:1] == QUOTE and text[1:].startswith((*FORMULA, QUOTE)) else text


def encoding_of(opener: Opener) -> str:
    """How the bytes are to be read: what their mark says, else UTF-8 if they are, else Windows'."""
    with opener() as stream:
        head = stream.read(4)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(head)
            for chunk in _chunks(stream):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream in pieces. Raises FileRefused beyond CSV_MAX bytes, whatever it claimed to be."""
    total = 0
    while chunk := stream.read(CHUNK):
        total += len(chunk)
        if total > CSV_MAX:
            raise FileRefused(f"The CSV is larger than {CSV_MAX // 1024**2} MB. Split it, please.")
        yield chunk


class Lines:
    """Lines of a stream for csv.reader, without NULs; memory stays bounded however long they are.

    number: the line that was read last; `record` begins a new record. Iterating raises FileRefused
    for a line or a record that is too long.
    """

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._decoder = io.IncrementalNewlineDecoder(decoder, translate=True)
        self._chunks = _chunks(stream)
        self._lines = self._split()
        self.number, self._taken = 0, 0

    def record(self) -> None:
        """Counts the characters of the next record from here."""
        self._taken = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self._taken += len(line)
        if self._taken > RECORD_MAX:
            raise FileRefused(f"Line {self.number}: a row of more than a million characters.")
        return line

    def _split(self) -> Iterator[str]:
        rest = ""
        for chunk in self._chunks:
            *whole, rest = (rest + self._text(chunk)).split("\n")
            yield from (line + "\n" for line in whole)
            if len(rest) > LINE_MAX:
                raise FileRefused(f"Line {self.number + 1} is longer than {LINE_MAX:,} characters.")
        rest += self._text(b"", final=True)
        if rest:
            yield rest

    def _text(self, chunk: bytes, *, final: bool = False) -> str:
        return self._decoder.decode(chunk, final=final).replace("\0", "")


def records(stream: IO[bytes], encoding: str) -> Iterator[tuple[int, list[str]]]:
    """(number of its first line, cells) of each record that is not empty; the header first.

    The delimiter is whichever of , ; and tab the header has most. Raises FileRefused.
    """
    lines = Lines(stream, encoding)
    first = next(lines, "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(_chain(first, lines), delimiter=delimiter)
    start = 1
    while True:
        lines.record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileRefused(f"Line {lines.number} cannot be read: {error}.") from error
        if any(cell.strip() for cell in cells):
            yield start, cells
        start = lines.number + 1


def _chain(first: str, lines: Lines) -> Iterator[str]:
    yield first
    yield from lines
