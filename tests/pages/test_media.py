"""Of all that is kept, photos alone have an address."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

PRIVATE = ["uploads", "uploads/parts", "labels", "imports", "exports"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("folder", PRIVATE)
@pytest.mark.parametrize("way", ["{0}", "photos/../{0}", "photos/%2e%2e/{0}", "photos//{0}"])
def test_what_is_private_has_no_address(client: Client, folder: str, way: str) -> None:
    name = default_storage.save(f"{folder}/secret.jpg", ContentFile(b"private"))
    assert client.get("/media/" + way.format(name)).status_code == 404


def test_a_photo_is_served_as_a_picture_for_ever_and_nothing_else_is(client: Client) -> None:
    for name in ("640.webp", "page.html", "script.svg"):
        default_storage.save(f"photos/ab/abc/{name}", ContentFile(b"x"))
    answer = client.get("/media/photos/ab/abc/640.webp")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(answer.streaming_content) == b"x"  # type: ignore[attr-defined]
    for name in ("page.html", "script.svg", "gone.webp", ""):
        assert client.get(f"/media/photos/ab/abc/{name}").status_code == 404
