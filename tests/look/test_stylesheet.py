"""The stylesheet served as one file."""

import gzip

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from poshmark.pages.stylesheet import CSS, current, stylesheet_url


def test_it_has_every_component() -> None:
    listed = (CSS / "site.css").read_text(encoding="utf-8")
    parts = [path.relative_to(CSS) for path in (CSS / "components").glob("*.css")]
    assert [str(part) for part in parts if f'url("{part}")' not in listed] == []


def test_it_writes_the_imports_out_in_their_layers() -> None:
    text = current().plain.decode()
    assert text.startswith("@layer reset, tokens, base, components, pages, utilities;")
    assert "@import" not in text
    assert text.count("{") == text.count("}")
    assert "@layer components {" in text


def test_it_may_be_kept_for_ever_under_its_digest(client: Client) -> None:
    response = client.get(stylesheet_url())
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Type"] == "text/css"
    assert response.content == current().plain


def test_it_is_not_kept_under_an_old_digest(client: Client) -> None:
    response = client.get("/css/0123456789ab.css")
    assert response["Cache-Control"] == "no-cache"
    assert response.content == current().plain


def test_it_is_packed_for_browsers_that_unpack(client: Client) -> None:
    response = client.get(stylesheet_url(), headers={"Accept-Encoding": "gzip, br"})
    assert response["Content-Encoding"] == "gzip"
    assert response["Vary"] == "Accept-Encoding"
    assert gzip.decompress(response.content) == current().plain


def test_it_is_read_once_in_production(settings: Settings) -> None:
    settings.DEBUG = False
    assert current() is current()


@pytest.mark.parametrize("kind", ["<style", " style=", "onclick=", "onchange=", "javascript:"])
def test_no_page_has_inline_style_or_script(kind: str) -> None:
    folder = settings.BASE_DIR / "templates"
    mails = {"emails", "email", "mail"}
    pages = [p for p in folder.rglob("*.html") if not mails & set(p.relative_to(folder).parts)]
    assert [str(p) for p in pages if kind in p.read_text(encoding="utf-8")] == []
