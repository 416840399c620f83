"""From a stored file to items in our columns."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from listings.exchange.archives import Package
from listings.exchange.columns import COLUMNS
from listings.exchange.refusals import FileRefused
from listings.exchange.shopify import Numbered, products
from listings.exchange.text import cell_plain
from listings.models import Import

MOST_COLUMNS = 300
MOST_ROWS = 20_000


def header_of(package: Package) -> tuple[list[str], list[list[str]]]:
    """The header and up to three rows below it. Raises FileRefused when there are none."""
    found = list(islice(package.records(), 4))
    if len(found) < 2:
        raise FileRefused("The CSV has no rows below its header.")
    header = [cell.strip()[:80] for cell in found[0][1]]
    if len(header) > MOST_COLUMNS:
        raise FileRefused(f"The CSV has {len(header):,} columns; at most {MOST_COLUMNS}, please.")
    return header, [[cell[:80] for cell in cells[: len(header)]] for _, cells in found[1:]]


def items_of(package: Package, job: Import) -> Iterator[Numbered]:
    """(line, values by our column) of each item. Raises FileRefused, also beyond 20,000 rows."""
    rows = _rows(package)
    if job.kind == Import.Kind.SHOPIFY:
        items: Iterable[Numbered] = products(rows, job.mapping)
    else:
        items = ((line, _ours(row, job)) for line, row in rows)
    for count, item in enumerate(items):
        if count >= MOST_ROWS:
            raise FileRefused(f"More than {MOST_ROWS:,} rows. Split the file, please.")
        yield item


def _rows(package: Package) -> Iterator[tuple[int, dict[str, str]]]:
    found = package.records()
    header = [cell.strip()[:80] for cell in next(found, (0, []))[1]]
    for line, cells in found:
        yield line, dict(zip(header, cells, strict=False))


def _ours(row: Mapping[str, str], job: Import) -> dict[str, str]:
    plain = cell_plain if job.kind == Import.Kind.OURS else str
    return {ours: plain(row.get(job.mapping.get(ours, ""), "")) for ours in COLUMNS}
