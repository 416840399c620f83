"""A small marketplace for tests that need a populated site (about a second a test)."""

from io import StringIO

import pytest
from PIL import Image

from closets.models import Closet
from poshmark.demo.load import demo_load
from poshmark.demo.pictures import picture_keep, pictures_settle, waiting_photos
from poshmark.demo.plan import Plan
from poshmark.demo.progress import Progress

SEED = 7


@pytest.fixture
def marketplace(db: None) -> Plan:
    """40 closets with 240 listings and two months of acts, all photos ready; its plan.

    Ana, Bea, Cleo and Sam are in it, so a test takes either this or their fixtures.
    """
    plan = demo_load(seed=SEED, size="small", progress=Progress(StringIO()))
    drawn = picture_keep(Image.new("RGB", (120, 160), "#c8a2c8"))
    pictures_settle(waiting_photos(), drawn)
    closets = Closet.objects.exclude(listings=None)
    closets.update(avatar_hash=drawn.content_hash, cover_hash=drawn.content_hash)
    return plan
