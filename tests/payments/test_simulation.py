"""Many orders, bad luck and killed processes: at the end every cent is right."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from payments.models import Bundle, Offer, Order
from tests.payments.simulation.checks import wrong_charges, wrong_tables

ORDERS = 120


@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
def test_after_faults_and_kills_every_cent_is_right() -> None:
    """The proof in small, as a program: it forks, which a test run with threads may not."""
    name = connection.settings_dict["NAME"]
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    done = subprocess.run(
        [sys.executable, "-m", "tests.prove.money", "market", str(ORDERS)],
        env=os.environ | {"DATABASE_URL": database},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(wrong_tables()) == []
    assert list(wrong_charges()) == []
    assert Order.objects.placed().count() >= ORDERS // 2
    assert Offer.objects.filter(status="paid").exists()
    assert Bundle.objects.filter(status="bought").exists()
