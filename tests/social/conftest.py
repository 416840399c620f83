"""Ana's dress, which everybody acts on."""

import pytest

from closets.models import User
from listings.models import Listing
from tests.shop import on_sale


@pytest.fixture
def dress(ana: User) -> Listing:
    return on_sale(ana)
