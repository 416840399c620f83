"""An order that was brought, a case about it, and another member of staff."""

import pytest
from django.test import Client

from closets.models import User
from listings.models import Listing
from payments.cases.opening import case_open
from payments.models import Case, Order
from shipping.models import Shipment
from shipping.services import label_buy
from tests.payments.after_sale import delivered
from tests.payments.cases.acting import TORN, act
from tests.payments.shop import (
    bought,
)
from tests.people import person


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    """Bought, labelled and brought."""
    order = bought(buyer, dress)
    label_buy(shipment=Shipment.objects.get())
    return delivered(order)


@pytest.fixture
def case(order: Order) -> Case:
    """Bea says that the hem is torn."""
    return case_open(order=order, reason="damaged", said=TORN, actor=order.buyer)


@pytest.fixture
def sue(db: None) -> User:
    """Another member of staff."""
    return person("sue", is_staff=True)


@pytest.fixture
def going_back(case: Case, ana: User) -> Case:
    """The seller takes it back, and the label for it is made."""
    act(case, "take_back", ana)
    case.refresh_from_db()
    assert case.return_shipment is not None
    label_buy(shipment=case.return_shipment)
    return case
