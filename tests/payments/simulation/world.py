"""The people and the things of the simulation, and what each order is going to meet."""

import random
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import stripe
from django.conf import settings

from closets.models import User
from listings.models import Listing
from payments import stripe_client
from payments.connect import account_of
from payments.models import SandboxFault
from payments.sandbox.control import onboarding_finish
from payments.sandbox.faults import ALWAYS
from payments.sandbox.own_thread import in_sandbox
from poshmark.celery import app
from shipping.carriers import registry
from shipping.carriers.base import LabelOrder, PurchasedLabel, Scan
from shipping.carriers.embedded.carrier import EmbeddedCarrier
from shipping.labels.files import LabelFiles
from tests.payments.shop import AUSTIN, PALO_ALTO, address, hang
from tests.people import person

SELLERS, BUYERS = 12, 24
GOOD_BANK, CLOSED_BANK = "000123456789", "000111111113"
FAULTS = ["lost_response", "timeout", "rate_limit", "server_error"]


@dataclass(frozen=True)
class World:
    """Members by number, and listings in the order in which they are bought."""

    sellers: list[User]
    buyers: list[User]
    staff: tuple[User, User]
    listings: list[Listing]
    began: datetime
    seed: int
    accounts: dict[int, str] = field(default_factory=dict)

    def luck(self, *about: object) -> random.Random:
        """Chance that is the same whenever the same thing is asked about."""
        return random.Random(f"{self.seed}:{about}")


class PlainCarrier(EmbeddedCarrier):
    """The embedded carrier without the drawing, which costs more than all the money."""

    code = "plain"

    def buy(self, order: LabelOrder) -> PurchasedLabel:
        return PurchasedLabel(
            tracking_number=f"PLAIN{order.key[:30]}",
            cost_cents=400 + 10 * order.weight_lb,
            expected_on=date(2030, 1, 1),
            files=LabelFiles(pdf=b"pdf", letter=b"letter", png=b"png"),
        )

    def void(self, tracking_number: str) -> None:
        """Taken back."""

    def track(self, tracking_number: str) -> list[Scan]:
        return []


def world_make(orders: int, seed: int, began: datetime) -> World:
    """Sellers with bank accounts, buyers with homes, and a dress for each order."""
    _settle_in()
    sellers = [person(f"seller{n}") for n in range(SELLERS)]
    buyers = [person(f"buyer{n}") for n in range(BUYERS)]
    for seller in sellers:
        address(seller, PALO_ALTO, is_default_from=True)
        address(seller, AUSTIN, is_default_to=True)
    for buyer in buyers:
        address(buyer, AUSTIN, is_default_to=True)
    luck = random.Random(seed)
    listings = [
        hang(luck.choice(sellers), f"Dress {n}", price_cents=luck.randint(300, 80_000))
        for n in range(orders)
    ]
    staff = person("staff", is_staff=True), person("second", is_staff=True)
    world = World(sellers, buyers, staff, listings, began, seed)
    for number, seller in enumerate(sellers):
        _bank(world, seller, CLOSED_BANK if number % 6 == 5 else GOOD_BANK)
    return world


def misfortune(share: float) -> None:
    """From now on this share of the calls to Stripe goes wrong, and each webhook comes twice."""
    in_sandbox(SandboxFault.objects.all().delete)
    kinds = [(kind, share / len(FAULTS)) for kind in FAULTS] if share else []
    for kind, chance in [*kinds, ("webhook_doubled", 1.0 if share else 0.0)]:
        if chance:
            in_sandbox(SandboxFault.objects.create, kind=kind, chance=chance, remaining=ALWAYS)


def _settle_in() -> None:
    """No broker, plain labels, and no second try by Stripe's own library: faults reach our code."""
    app.conf.broker_url = "memory://"
    settings.SHIPPING_CARRIER = PlainCarrier.code
    settings.SANDBOX_WEBHOOK_URL = ""
    registry._CARRIERS[PlainCarrier.code] = PlainCarrier()
    stripe_client.RETRIES = 0
    stripe_client._client.cache_clear()


def _bank(world: World, seller: User, number: str) -> None:
    with suppress(stripe.StripeError):
        world.accounts[seller.pk] = account_of(user=seller).account
        onboarding_finish(world.accounts[seller.pk], number)


def days(number: float) -> timedelta:
    return timedelta(days=number)
