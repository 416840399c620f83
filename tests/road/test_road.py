"""The whole road in a browser, with scripts and without."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.live import Site
from tests.road.walk import walk


@pytest.mark.timeout(900)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_three_people_walk_the_whole_road(browser: Browser, live: Site, scripts: bool) -> None:
    shots = os.environ.get("ROAD_SHOTS")
    pictures = Path(shots) / ("scripts" if scripts else "plain") if shots else None
    walked = walk(browser, live, scripts=scripts, axe=scripts, pictures=pictures)
    assert walked.troubles == []
