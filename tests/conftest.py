"""The standing people, and a media folder that each test has for itself."""

from pathlib import Path

import pytest
from pytest_django import Settings

from closets.models import User
from tests.people import person


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """Where this test's uploads and photos lie."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def ana(db: None) -> User:
    """The seller."""
    return person("ana")


@pytest.fixture
def bea(db: None) -> User:
    """The buyer."""
    return person("bea")


@pytest.fixture
def cleo(db: None) -> User:
    """The stranger."""
    return person("cleo")


@pytest.fixture
def sam(db: None) -> User:
    """Staff."""
    return person("sam", is_staff=True, is_superuser=True)
