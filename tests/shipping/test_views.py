"""Who may see a parcel and print its label."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import signing
from django.test import Client
from django.urls import reverse

from closets.models import Address, User
from shipping import services
from shipping.documents import KINDS, counter_url
from shipping.models import Shipment
from shipping.storage import file_read
from shipping.transitions import Status
from tests.shipping.conftest import AUSTIN, PALO_ALTO, open_shipment


def url_of(shipment: Shipment, kind: str) -> str:
    return reverse("shipping:label", args=[shipment.reference, kind])


def sign_in(client: Client, request: pytest.FixtureRequest, name: str | None) -> None:
    if name:
        client.force_login(request.getfixturevalue(name))


@pytest.mark.parametrize(
    ("name", "way", "papers"),
    [("ana", 200, 200), ("bea", 200, 404), ("cleo", 404, 404), ("sam", 200, 200), (None, 302, 302)],
)
def test_the_table_of_who_may_see_what(
    client: Client,
    request: pytest.FixtureRequest,
    labelled: Shipment,
    name: str | None,
    way: int,
    papers: int,
) -> None:
    sign_in(client, request, name)
    assert client.get(labelled.get_absolute_url()).status_code == way
    assert {client.get(url_of(labelled, kind)).status_code for kind in KINDS} == {papers}


@pytest.mark.parametrize(
    ("kind", "content_type", "magic"),
    [
        ("label.pdf", "application/pdf", b"%PDF"),
        ("letter.pdf", "application/pdf", b"%PDF"),
        ("slip.pdf", "application/pdf", b"%PDF"),
        ("label.png", "image/png", b"\x89PNG"),
        ("counter.png", "image/png", b"\x89PNG"),
    ],
)
def test_each_paper_comes_as_what_it_is_and_is_not_cached(
    client: Client, ana: User, labelled: Shipment, kind: str, content_type: str, magic: bytes
) -> None:
    client.force_login(ana)
    answer = client.get(url_of(labelled, kind))
    assert answer.content.startswith(magic)
    assert answer["Content-Type"] == content_type
    assert answer["Cache-Control"] == "private, no-store"
    name = f"poshpost-{labelled.short_reference}-{kind}"
    assert answer["Content-Disposition"] == f'inline; filename="{name}"'


def test_a_reprint_is_the_first_print(client: Client, ana: User, labelled: Shipment) -> None:
    client.force_login(ana)
    prints = [client.get(url_of(labelled, "label.pdf")).content for _ in range(2)]
    assert prints[0] == prints[1] == file_read(labelled.labels.get().pdf_hash, "pdf")


@pytest.mark.parametrize("path", ["label.exe", "label", "labelxpdf", "../label.pdf"])
def test_other_papers_do_not_exist(
    client: Client, ana: User, labelled: Shipment, path: str
) -> None:
    client.force_login(ana)
    assert client.get(f"{labelled.get_absolute_url()}{path}").status_code == 404


def test_an_unknown_parcel_is_not_found(client: Client, sam: User) -> None:
    client.force_login(sam)
    nowhere = "00000000-0000-0000-0000-000000000000"
    assert client.get(reverse("shipping:shipment", args=[nowhere])).status_code == 404
    assert client.get(reverse("shipping:label", args=[nowhere, "label.pdf"])).status_code == 404


def test_there_is_nothing_to_print_before_buying_and_after_calling_off(
    client: Client, ana: User, shipment: Shipment
) -> None:
    client.force_login(ana)
    assert client.get(url_of(shipment, "label.pdf")).status_code == 404
    services.label_buy(shipment=shipment)
    assert client.get(url_of(shipment, "label.pdf")).status_code == 200
    code = counter_url(shipment).removeprefix("http://127.0.0.1:8000")
    services.label_void(shipment=shipment, actor=ana)
    assert client.get(url_of(shipment, "label.pdf")).status_code == 404
    assert client.get(code).status_code == 404


def test_the_counter_prints_the_label_of_whoever_shows_the_code(
    client: Client, labelled: Shipment, settings: Any
) -> None:
    path = counter_url(labelled).removeprefix(settings.SITE_URL)
    answer = client.get(path)
    assert answer.content == file_read(labelled.labels.get().pdf_hash, "pdf")


@pytest.mark.parametrize("salt", ["another", "shipping.counter"])
@pytest.mark.django_db
def test_a_forged_code_prints_nothing(client: Client, salt: str) -> None:
    token = signing.dumps("0" * 32, salt=salt)
    assert client.get(reverse("shipping:counter", args=[token])).status_code == 404
    assert client.get(reverse("shipping:counter", args=["nonsense"])).status_code == 404


def test_the_recipient_sees_the_way_but_no_label(
    client: Client, bea: User, labelled: Shipment, django_assert_num_queries: Any
) -> None:
    client.force_login(bea)
    with django_assert_num_queries(4):
        page = client.get(labelled.get_absolute_url()).content.decode()
    assert "The label is ready. The parcel has not been dropped off yet." in page
    assert str(labelled.tracking_number) in page
    assert "Print the label" not in page


def test_the_sender_gets_every_paper(client: Client, ana: User, labelled: Shipment) -> None:
    client.force_login(ana)
    page = client.get(labelled.get_absolute_url()).content.decode()
    assert all(url_of(labelled, kind) in page for kind in KINDS)


def test_the_timeline_alone_is_for_htmx(client: Client, bea: User, labelled: Shipment) -> None:
    client.force_login(bea)
    part = client.get(labelled.get_absolute_url(), headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith("<section")


def address_of(user: User, **changes: str) -> Address:
    parts = {part: getattr(PALO_ALTO, part) for part in PALO_ALTO.parts()} | changes
    return Address.objects.create(user=user, is_default_from=True, **parts)


@pytest.fixture
def waiting(ana: User, bea: User) -> Shipment:
    return open_shipment(ana, bea, from_address=None)


def give_address(client: Client, shipment: Shipment) -> tuple[int, list[str]]:
    answer = client.post(reverse("shipping:sender_address", args=[shipment.reference]))
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    return answer.status_code, said


def test_the_sender_starts_a_parcel_from_the_saved_address(
    client: Client, ana: User, waiting: Shipment
) -> None:
    client.force_login(ana)
    page = client.get(waiting.get_absolute_url()).content.decode()
    assert "Ship from my saved address" in page
    address_of(ana)
    assert give_address(client, waiting) == (302, [])
    waiting.refresh_from_db()
    assert waiting.from_address == PALO_ALTO


def test_it_says_when_there_is_no_saved_address(
    client: Client, ana: User, waiting: Shipment
) -> None:
    client.force_login(ana)
    assert give_address(client, waiting) == (302, ["Add the address that you ship from first."])
    waiting.refresh_from_db()
    assert waiting.from_zip_code == ""


def test_it_says_what_is_wrong_with_the_saved_address(
    client: Client, ana: User, waiting: Shipment
) -> None:
    client.force_login(ana)
    address_of(ana, zip_code="10001")
    assert give_address(client, waiting) == (302, ["ZIP code 10001 is in NY, not in CA."])
    waiting.refresh_from_db()
    assert waiting.from_zip_code == ""


def test_it_says_when_the_label_is_made(client: Client, ana: User, labelled: Shipment) -> None:
    client.force_login(ana)
    address_of(ana)
    assert give_address(client, labelled) == (302, ["The label is made already."])


@pytest.mark.parametrize(("name", "status"), [("bea", 404), ("cleo", 404), ("sam", 404)])
def test_only_the_sender_says_where_it_starts(
    client: Client, request: pytest.FixtureRequest, waiting: Shipment, name: str, status: int
) -> None:
    sign_in(client, request, name)
    address_of(request.getfixturevalue(name))
    url = reverse("shipping:sender_address", args=[waiting.reference])
    assert client.post(url).status_code == status
    waiting.refresh_from_db()
    assert (waiting.from_zip_code, waiting.status) == ("", Status.LABEL_PENDING)


def test_wrong_methods_are_refused(client: Client, ana: User, labelled: Shipment) -> None:
    client.force_login(ana)
    assert client.post(labelled.get_absolute_url()).status_code == 405
    assert client.post(url_of(labelled, "label.pdf")).status_code == 405
    url = reverse("shipping:sender_address", args=[labelled.reference])
    assert client.get(url).status_code == 405


def test_addresses_are_copied_so_that_a_move_changes_no_parcel(
    ana: User, bea: User, client: Client
) -> None:
    shipment = open_shipment(ana, bea, to_address=replace(AUSTIN, name="<b>Bea</b>"))
    client.force_login(ana)
    assert "<b>Bea</b>" not in client.get(shipment.get_absolute_url()).content.decode()
