"""Requests of too many bytes or files get a page of ours."""

import pytest
from django.test import Client

from closets.models import User
from tests.pictures import upload


@pytest.fixture
def online(ana: User) -> Client:
    """Ana's browser, whose forms are checked as in life."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    client.get("/sell/")
    return client


def test_an_oversized_request_is_refused_unread(client: Client, db: None) -> None:
    answer = client.post("/sell/1/", {"x": "y"}, CONTENT_LENGTH=str(2**40))
    assert answer.status_code == 413
    assert "That is too much at once" in answer.content.decode()


def test_too_many_files_are_413(online: Client) -> None:
    answer = online.post("/sell/1/", {"photos": [upload() for _ in range(17)]})
    assert answer.status_code == 413
    assert "That is too much at once" in answer.content.decode()


def test_too_much_text_is_413(online: Client) -> None:
    answer = online.post("/sell/1/", {"title": "x" * 3_000_000})
    assert answer.status_code == 413
