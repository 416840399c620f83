"""Many orders, bad luck and killed processes: at the end every cent is right."""

import pytest

from payments.models import Bundle, Offer, Order
from tests.payments.simulation.checks import violations, wrong_charges, wrong_tables
from tests.payments.simulation.running import simulate

ORDERS = 60


@pytest.mark.django_db(transaction=True)
def test_after_faults_and_kills_every_cent_is_right() -> None:
    run = simulate(ORDERS)
    assert run.left == dict.fromkeys(run.left, 0)
    assert list(wrong_tables()) == []
    assert list(wrong_charges()) == []
    assert violations() == dict.fromkeys(violations(), 0)
    assert Order.objects.placed().count() >= ORDERS // 2
    assert Offer.objects.filter(status="paid").exists()
    assert Bundle.objects.filter(status="bought").exists()
    assert run.kills > 0
