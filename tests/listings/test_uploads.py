"""Files that arrive in parts: what came is kept, and the rest is asked for again."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pi_heif.as_plugin import HeifImageFile
from PIL import ImageFile

from closets.models import User
from listings.models import Listing, Photo, Upload
from listings.pictures import PictureRefused, picture_decode
from listings.services import uploads
from listings.services.photos import photo_remove
from listings.services.uploads import PartMisplaced, upload_append, upload_start
from tests.listings.hostile import HEIC
from tests.pictures import picture, picture_file

CONTENT = picture_file(picture(600, 800))
SMALL = 1000


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several parts of a small file."""
    monkeypatch.setattr(uploads, "PART_BYTES", SMALL)


def begun(actor: User, listing: Listing, content: bytes = CONTENT, **more: Any) -> Upload:
    given: dict[str, Any] = {"key": "k", "name": "front.jpg", "size": len(content)}
    return upload_start(actor=actor, listing=listing, **(given | more))


def sent(actor: User, upload: Upload, content: bytes = CONTENT, parts: int = 10**6) -> Upload:
    for offset in range(upload.received, len(content), SMALL)[:parts]:
        part = content[offset : offset + SMALL]
        upload = upload_append(actor=actor, upload=upload, offset=offset, part=part)
    return upload


def test_the_last_part_makes_the_photo(ana: User, draft: Listing, media: Path) -> None:
    upload = sent(ana, begun(ana, draft))
    assert (upload.photo, upload.received) == (draft.photos.get(), len(CONTENT))
    photo = draft.photos.get()
    assert (photo.position, photo.file_name, photo.state) == (0, "front.jpg", "processing")
    assert (media / photo.upload).read_bytes() == CONTENT


def test_after_a_break_it_goes_on_where_it_was(ana: User, draft: Listing) -> None:
    sent(ana, begun(ana, draft), parts=2)
    again = begun(ana, draft)
    assert again.received == 2 * SMALL
    assert sent(ana, again).photo == draft.photos.get()


def test_a_part_in_the_wrong_place_or_too_long_changes_nothing(ana: User, draft: Listing) -> None:
    upload = sent(ana, begun(ana, draft), parts=1)
    for offset, part in [(0, b"x"), (2000, b"x"), (-1, b"x"), (SMALL, b""), (SMALL, b"x" * 1001)]:
        with pytest.raises(PartMisplaced):
            upload_append(actor=ana, upload=upload, offset=offset, part=part)
    upload.refresh_from_db()
    assert upload.received == SMALL


def test_files_stand_in_the_order_of_asking(ana: User, draft: Listing) -> None:
    uploads = [begun(ana, draft, key=key, name=f"{key}.jpg") for key in "abc"]
    for upload in reversed(uploads):
        sent(ana, upload)
    sent(ana, begun(ana, draft, key="d", name="d.jpg"))
    names = draft.photos.order_by("position").values_list("position", "file_name")
    assert list(names) == [(0, "a.jpg"), (1, "b.jpg"), (2, "c.jpg"), (3, "d.jpg")]


def test_a_lost_reply_makes_no_second_photo(ana: User, draft: Listing) -> None:
    first = sent(ana, begun(ana, draft))
    again = begun(ana, draft)
    assert (again, again.photo) == (first, first.photo)
    assert draft.photos.count() == 1


def test_a_photo_taken_away_may_come_again(ana: User, draft: Listing) -> None:
    photo = sent(ana, begun(ana, draft)).photo
    assert photo is not None
    photo_remove(actor=ana, listing=draft, photo=photo)
    assert begun(ana, draft).received == 0


def test_a_photo_that_failed_may_come_again(ana: User, draft: Listing) -> None:
    sent(ana, begun(ana, draft))
    Photo.objects.update(state=Photo.State.FAILED)
    assert begun(ana, draft).received == 0


def test_what_is_no_picture_is_refused_and_forgotten(
    ana: User, draft: Listing, media: Path
) -> None:
    content = b"Dear diary" * 300
    upload = begun(ana, draft, content, name="diary.jpg")
    with pytest.raises(PictureRefused, match=r"^diary\.jpg is not a JPEG"):
        sent(ana, upload, content)
    assert (Upload.objects.count(), Photo.objects.count()) == (0, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("size", "message"),
    [(0, "front.jpg is empty."), (26_214_401, "front.jpg is 25 MB. At most 25 MB, please.")],
)
def test_a_size_we_do_not_take_is_refused_at_once(
    ana: User, draft: Listing, size: int, message: str
) -> None:
    with pytest.raises(PictureRefused) as refusal:
        begun(ana, draft, size=size)
    assert (str(refusal.value), Upload.objects.count()) == (message, 0)


def test_too_many_unfinished_files_are_refused(ana: User, draft: Listing) -> None:
    for number in range(32):
        begun(ana, draft, key=str(number))
    with pytest.raises(PictureRefused, match="too many files are on their way"):
        begun(ana, draft, key="one more")
    assert draft.uploads.count() == 32


def test_a_stranger_begins_and_sends_nothing(ana: User, cleo: User, draft: Listing) -> None:
    upload = begun(ana, draft)
    with pytest.raises(PermissionDenied):
        begun(cleo, draft)
    with pytest.raises(PermissionDenied):
        upload_append(actor=cleo, upload=upload, offset=0, part=b"x")
    upload.refresh_from_db()
    assert (upload.received, draft.uploads.count()) == (0, 1)


class TestByHttp:
    """The same, as a browser speaks it."""

    @pytest.fixture
    def seller(self, client: Client, ana: User) -> Client:
        client.force_login(ana)
        return client

    def start(self, seller: Client, draft: Listing, **more: Any) -> Any:
        told = {"key": "k", "name": "front.jpg", "size": len(CONTENT)} | more
        return seller.post(f"/listings/{draft.pk}/uploads", told)

    def send(self, seller: Client, url: str, part: bytes, at: object) -> Any:
        return seller.post(f"{url}?at={at}", part, content_type="application/octet-stream")

    def test_a_file_arrives_in_parts(self, seller: Client, draft: Listing) -> None:
        answer = self.start(seller, draft).json()
        while not answer["done"]:
            at = answer["received"]
            answer = self.send(seller, answer["url"], CONTENT[at : at + SMALL], at).json()
        assert (answer["received"], draft.photos.count()) == (len(CONTENT), 1)

    def test_a_part_in_the_wrong_place_is_told_the_right_one(
        self, seller: Client, draft: Listing
    ) -> None:
        url = self.start(seller, draft).json()["url"]
        for at in ("5", "", "x", "9" * 30):
            answer = self.send(seller, url, b"abc", at)
            assert (answer.status_code, answer.json()["received"]) == (409, 0)

    def test_nonsense_is_refused(self, seller: Client, draft: Listing) -> None:
        for size in ("", "-1", "x", "9" * 30):
            answer = self.start(seller, draft, size=size)
            assert (answer.status_code, answer.json()) == (422, {"problem": "front.jpg is empty."})
        assert self.start(seller, draft, size=str(10**9)).status_code == 413
        assert self.start(seller, draft, name="a\0b", key="\0").status_code == 200

    def test_a_stranger_finds_nothing(self, client: Client, cleo: User, draft: Listing) -> None:
        client.force_login(cleo)
        assert self.start(client, draft).status_code == 404
        assert Upload.objects.count() == 0

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC"])
    def test_the_web_process_decodes_no_picture(
        self, seller: Client, draft: Listing, monkeypatch: pytest.MonkeyPatch, kind: str
    ) -> None:
        content = HEIC if kind == "HEIC" else picture_file(picture(600, 800), kind)

        def never(*_: object) -> None:
            raise AssertionError("decoded")

        monkeypatch.setattr(ImageFile.ImageFile, "load", never)
        monkeypatch.setattr(HeifImageFile, "load", never)
        answer = self.start(seller, draft, size=len(content)).json()
        for at in range(0, len(content), SMALL):
            answer = self.send(seller, answer["url"], content[at : at + SMALL], at).json()
        assert answer["done"]
        file = SimpleUploadedFile("whole.jpg", content)
        seller.post(f"/sell/{draft.pk}/", {"version": "1", "photos": file})
        assert list(draft.photos.values_list("state", flat=True)) == ["processing"] * 2
        with pytest.raises(AssertionError, match="decoded"):
            picture_decode(io.BytesIO(content))
