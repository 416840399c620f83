"""Pages are sent compressed where no web server in front would do it."""

import gzip

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_page_is_compressed_for_who_takes_it(client: Client) -> None:
    response = client.get("/accounts/login/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    assert b"<!doctype html>" in gzip.decompress(response.content).lower()
    assert "Content-Encoding" not in client.get("/accounts/login/")
