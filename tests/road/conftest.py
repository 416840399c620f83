"""One live site for all that happens on the road."""

from collections.abc import Iterator

import pytest

from tests.live import Site, live_site


@pytest.fixture(scope="session")
def live(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Site]:
    """The site; when a test fails, the end of its logs is shown."""
    worker = request.config.__dict__.get("workerinput", {}).get("workerid", "gw0")
    with live_site(tmp_path_factory.mktemp("live"), number=int(worker[2:]) % 8) as site:
        failed_before = request.session.testsfailed
        yield site
        if request.session.testsfailed > failed_before:
            print(site.logs())  # noqa: T201 - pytest shows it beside the failure
