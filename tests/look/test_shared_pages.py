"""Pages and partials that no app owns: errors, account, messages, style guide."""

import html5lib
import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from closets.lib.notices import notice
from closets.models import User

PROBLEMS = ["400", "403", "403_csrf", "404", "413", "429", "500", "busy"]


@pytest.fixture(autouse=True)
def _plain_errors(settings: Settings) -> None:
    settings.DEBUG = False


@pytest.mark.parametrize("name", PROBLEMS)
def test_an_error_page_needs_neither_request_nor_database(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert "<h1>" in html
    assert 'href="/"' in html


def test_an_unknown_address_gets_our_page(client: Client) -> None:
    response = client.get("/no/such/page")
    assert response.status_code == 404
    assert "This hanger is empty" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/styleguide/",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/gone/",
        "/accounts/password/reset/key/1-set-password/",
    ],
)
@pytest.mark.django_db
def test_a_visitors_page_is_valid_html(client: Client, path: str) -> None:
    assert html_errors(client.get(path)) == []


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/logout/",
        "/accounts/2fa/",
        "/accounts/3rdparty/",
    ],
)
def test_a_members_page_is_valid_html(client: Client, ana: User, path: str) -> None:
    ana.set_password("long enough to keep")
    ana.save()
    client.force_login(ana)
    assert html_errors(client.get(path)) == []


def html_errors(response: object) -> list[object]:
    """What a strict HTML parser says about a page that answered 200."""
    assert getattr(response, "status_code", None) == 200
    parser = html5lib.HTMLParser()
    parser.parse(getattr(response, "content", b"").decode())
    return list(parser.errors)


def test_the_style_guide_asks_the_database_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/styleguide/").status_code == 200


def test_a_wrong_password_keeps_the_name_and_says_so(client: Client, ana: User) -> None:
    response = client.post("/accounts/login/", {"login": "ana", "password": "wrong"})
    html = response.content.decode()
    assert 'value="ana"' in html
    assert '<div class="form-errors" role="alert">' in html


def messages_after(rf: RequestFactory, text: str, undo: str = "") -> str:
    """The messages partial after `notice(text, undo=undo)`."""
    request = rf.get("/")
    storage = CookieStorage(request)
    setattr(request, "_messages", storage)  # noqa: B010
    notice(request, text, undo=undo)
    return render_to_string("_messages.html", {"messages": storage})


def test_a_message_carries_its_undo(rf: RequestFactory) -> None:
    html = messages_after(rf, "Deleted.", undo="/listings/7/restore")
    assert '<form method="post" action="/listings/7/restore">' in html
    assert '<p class="toast__text">Deleted.</p>' in html
    assert 'role="status" aria-live="polite"' in html


def test_a_message_without_undo_has_no_form(rf: RequestFactory) -> None:
    assert "<form" not in messages_after(rf, "Saved.")
