"""A closet's profile and cover picture: from the upload to the header, and away again."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from closets.models import Closet, User
from listings.pictures import PictureRefused
from social.models import ClosetPicture
from social.services.pictures import (
    LOST,
    MOST_TRIES,
    picture_choose,
    picture_prepare,
    picture_remove,
    pictures_sweep,
)
from tests.pictures import located, picture, picture_file, upload

KINDS = {"avatar": (1, 1), "cover": (3, 1)}


def choose(actor: User, kind: str = "avatar", content: bytes | None = None) -> ClosetPicture:
    return picture_choose(actor=actor, kind=kind, file=upload(content), name="me.jpg")


def shown(actor: User) -> tuple[str, str]:
    return Closet.objects.values_list("avatar_hash", "cover_hash").get(user=actor)


def stored(media: Path) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_shown_once_it_is_prepared(
    kind: str,
    ana: User,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    content = picture_file(picture(900, 600), exif=located(orientation=6))
    chosen = choose(ana, kind, content)
    assert shown(ana) == ("", "")
    with django_capture_on_commit_callbacks(execute=True):
        picture_prepare(chosen.pk)
    [key] = filter(None, shown(ana))
    assert shown(ana)[list(KINDS).index(kind)] == key
    assert stored(media) == ["1200.webp", "240.webp", "640.webp"]
    with default_storage.open(f"photos/{key[:2]}/{key}/240.webp") as file, Image.open(file) as made:
        across, down = KINDS[kind]
        assert made.size == (240, 240 * down // across)
        assert not made.getexif()
    assert not ClosetPicture.objects.exists()


def test_one_file_may_be_both_and_is_cut_for_each(ana: User) -> None:
    for kind in KINDS:
        picture_prepare(choose(ana, kind).pk)
    avatar, cover = shown(ana)
    assert avatar
    assert cover
    assert avatar != cover


def test_what_is_no_picture_is_refused_and_nothing_changes(ana: User, media: Path) -> None:
    for content in (b"", b"GIF89a and so on", picture_file(picture(50, 50))):
        with pytest.raises(PictureRefused, match=r"^me\.jpg is"):
            choose(ana, content=content)
    assert not ClosetPicture.objects.exists()
    assert not media.exists()


def test_a_damaged_picture_keeps_the_former_one_and_says_so(ana: User, client: Client) -> None:
    picture_prepare(choose(ana).pk)
    before = shown(ana)
    good = picture_file(picture(400, 400))
    picture_prepare(choose(ana, content=good[: len(good) // 2]).pk)
    assert shown(ana) == before
    client.force_login(ana)
    assert "This file is damaged and could not be read." in client.get("/settings/pictures/").text


def test_the_last_one_chosen_counts(
    ana: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, media: Path
) -> None:
    first = choose(ana)
    with django_capture_on_commit_callbacks() as callbacks:
        second = choose(ana, content=picture_file(picture(300, 200)))
    for callback in callbacks[:-1]:
        callback()
    picture_prepare(first.pk)
    assert shown(ana) == ("", "")
    assert [f"uploads/{name}" for name in stored(media)] == [second.upload]
    picture_prepare(second.pk)
    assert shown(ana)[0]


def test_removing_takes_what_is_shown_and_what_is_on_its_way(
    ana: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    picture_prepare(choose(ana).pk)
    waiting = choose(ana)
    with django_capture_on_commit_callbacks(execute=True):
        picture_remove(actor=ana, kind="avatar")
    picture_prepare(waiting.pk)
    assert shown(ana) == ("", "")
    assert not ClosetPicture.objects.exists()
    assert not default_storage.exists(waiting.upload)


def test_a_lost_file_and_a_deadly_one_are_given_up(ana: User) -> None:
    lost, deadly = choose(ana), choose(ana, "cover")
    default_storage.delete(lost.upload)
    ClosetPicture.objects.filter(pk=deadly.pk).update(tries=MOST_TRIES)
    for one in (lost, deadly):
        picture_prepare(one.pk)
    assert set(ClosetPicture.objects.values_list("upload", "problem")) == {("", LOST)}


def test_the_sweep_asks_again_and_gives_up_after_a_day(ana: User) -> None:
    fresh = choose(ana)
    assert pictures_sweep() == 0
    now = timezone.now()
    ClosetPicture.objects.filter(pk=fresh.pk).update(created_at=now - timedelta(minutes=3))
    assert pictures_sweep() == 1
    ClosetPicture.objects.filter(pk=fresh.pk).update(created_at=now - timedelta(days=2))
    assert pictures_sweep() == 0
    assert ClosetPicture.objects.get().problem == LOST


def test_the_page_works_without_scripts(ana: User, client: Client) -> None:
    client.force_login(ana)
    page, address = reverse("social:pictures"), reverse("social:picture", args=["avatar"])
    assert "Choose a picture first." in client.post(address).text
    refused = client.post(address, {"picture": upload(b"no picture", "notes.txt")})
    assert (refused.status_code, "notes.txt is not a JPEG" in refused.text) == (422, True)
    assert client.post(address, {"picture": upload()})["Location"] == page
    assert "is being prepared" in client.get(page).text
    picture_prepare(ClosetPicture.objects.get().pk)
    assert shown(ana)[0] in client.get(ana.closet.get_absolute_url()).text
    assert client.post(address, {"_method": "delete"})["Location"] == page
    assert "<img" not in client.get(page).text.split("<main")[1]
    assert client.post(reverse("social:picture", args=["hat"])).status_code == 404


def test_a_page_that_waits_asks_for_the_one_picture(ana: User, client: Client) -> None:
    client.force_login(ana)
    choose(ana, "cover")
    part = client.get("/settings/pictures/?kind=cover", headers={"hx-request": "true"}).text
    assert part.count("<section") == 1
    assert "every 2s" in part
