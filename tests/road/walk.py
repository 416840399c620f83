"""The whole road, from a stranger's first look to the money in the seller's bank."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.live import Site
from tests.road import buying, joining, moderating, selling, shipping
from tests.road.people import Person
from tests.road.selling import Item

NET = "38.40"
"""Of $48.00, after the fee of 20 %."""


@dataclass
class Walk:
    """The people of one walk. Nothing may be in `troubles` at its end."""

    ana: Person
    bea: Person
    cleo: Person
    sam: Person
    kind: str
    axe: bool

    @property
    def everybody(self) -> tuple[Person, ...]:
        return self.ana, self.bea, self.cleo, self.sam

    @property
    def troubles(self) -> list[str]:
        return [trouble for person in self.everybody for trouble in person.troubles]


def walk(
    browser: Browser, site: Site, *, scripts: bool, axe: bool = False, pictures: Path | None = None
) -> Walk:
    """Walks it: on phones with scripts, on desktops without. axe: checks accessibility too."""
    kind = "scripts" if scripts else "plain"
    names = [f"{name}_{kind}" for name in ("ana", "bea", "cleo", "sam")]
    ana, bea, cleo, sam = (
        Person(browser, site, name, scripts=scripts, desk=not scripts) for name in names
    )
    walked = Walk(ana, bea, cleo, sam, kind=kind, axe=axe)
    for person in walked.everybody:
        person.pictures = pictures
    try:
        _join(walked)
        _trade(walked)
        _moderate(walked)
    finally:
        for person in walked.everybody:
            person.leave()
    return walked


def _join(walk: Walk) -> None:
    joining.join(walk.bea, axe=walk.axe)
    joining.pick_style(walk.bea, axe=walk.axe)
    for person in (walk.ana, walk.cleo):
        joining.join(person)
        joining.pick_style(person)


def _trade(walk: Walk) -> None:
    ana, bea, cleo, axe = walk.ana, walk.bea, walk.cleo, walk.axe
    item = Item(f"Silk wrap dress for {walk.kind}")
    buying.follow_closet(bea, ana.name, axe=axe)
    buying.follow_closet(cleo, bea.name)
    path = selling.list_item(ana, item, axe=axe)
    selling.find_everywhere(bea, item, ana.name, axe=axe)
    assert selling.reason_in_feed(bea, item) == f"From {ana.name}, whom you follow"
    buying.make_friends(bea, path, item, axe=axe)
    assert selling.reason_in_feed(cleo, item) == f"Shared by {bea.name}, whom you follow"
    _news(ana, f"{bea.name} liked {item.title}", axe=axe)
    cleo.go(path)
    order = _sell(walk, path)
    tracking = _ship(walk, order)
    shipping.travel(ana, bea, order, tracking, axe=axe)
    shipping.accept(bea, axe=axe)
    shipping.cash_out(ana, NET, axe=axe)
    _books(ana.site, order)


def _sell(walk: Walk, path: str) -> str:
    bea, axe = walk.bea, walk.axe
    buying.reserve(bea, path, axe=axe)
    buying.too_late(walk.cleo, path, axe=axe)
    total = buying.say_where(bea, axe=axe)
    buying.declined(bea, axe=axe)
    order = buying.buy(bea, axe=axe)
    bea.sees(f"${total / 100:.2f}")
    bea.go(path)
    expect(bea.page.get_by_text("Sold.", exact=True)).to_be_visible()
    bea.look("listing-sold", axe=axe)
    bea.go("/purchases/")
    bea.look("purchases", axe=axe)
    return order


def _ship(walk: Walk, order: str) -> str:
    shipping.give_address(walk.ana, order, axe=walk.axe)
    return shipping.print_label(walk.ana, axe=walk.axe)


def _books(site: Site, order: str) -> None:
    """The order's entries in the ledger come to nothing, and the whole database is sound."""
    number = order.strip("/").split("/")[-1]
    entries = site.rows(
        "SELECT count(*), sum(amount_cents) FROM payments_entry e"
        " JOIN payments_transfer t ON t.id = e.transfer_id WHERE t.reference = %s",
        number,
    )
    assert entries[0][0] > 0
    assert entries[0][1] == 0
    site.run("manage.py", "invariants_check")


def _moderate(walk: Walk) -> None:
    fake = Item(f"Monogram bag for {walk.kind}", price="95")
    path = selling.list_item(walk.ana, fake)
    moderating.report(walk.cleo, path, axe=walk.axe)
    moderating.sign_in_as_staff(walk.sam)
    moderating.remove(walk.sam, fake)
    _news(walk.ana, moderating.REASON)
    _news(walk.cleo, "Thank you for your report: we removed it.")
    walk.cleo.expected = walk.cleo.expected | {404}
    walk.cleo.go(path)
    walk.cleo.sees("404")


def _news(person: Person, text: str, *, axe: bool = False) -> None:
    person.go("/news/")
    person.sees(text)
    person.look("news", axe=axe)
