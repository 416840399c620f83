"""Crops: numbers that always mean a 3:4 part inside the photo, and sizes of their own."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from closets.models import User
from listings import tasks
from listings.crops import Crop, crop_centred, crop_fit, crop_key, crop_pixels
from listings.models import Listing, Photo
from listings.services.photos import cover_keep, photos_copy
from listings.services.pictures import picture_path, store_picture
from listings.services.preparing import photo_crop, photo_crop_prepare, photos_sweep
from tests.pictures import picture

RED, BLUE = (200, 30, 60), (20, 40, 200)
LEFT = Crop(0.0, 0.0, 0.3, 0.8)
numbers = st.floats(-10, 10)
sides = st.integers(100, 9000)


@pytest.fixture
def photo(draft: Listing) -> Photo:
    """1600 x 800, red on the left half, blue on the right."""
    made = Photo.objects.create(
        listing=draft,
        position=0,
        state=Photo.State.READY,
        content_hash=store_picture(picture(1600, 800)),
        width=1600,
        height=800,
    )
    cover_keep(draft.pk)
    return made


@given(crop=st.builds(Crop, numbers, numbers, numbers, numbers), width=sides, height=sides)
def test_any_crop_is_made_a_three_to_four_part_of_the_photo(
    crop: Crop, width: int, height: int
) -> None:
    x, y, across, down = crop_fit(crop, (width, height))
    assert min(x, y) >= 0
    assert max(x + across, y + down) <= 1.0002
    assert abs(across * width / (down * height) - 0.75) < 0.02
    left, top, right, bottom = crop_pixels(Crop(x, y, across, down), (width, height))
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height


@pytest.mark.parametrize("part", [float("nan"), float("inf"), 1e9])
def test_what_is_no_number_is_refused(part: float) -> None:
    with pytest.raises(ValueError, match="Crop"):
        crop_fit(Crop(part, 0, 1, 1), (300, 400))


def test_the_centred_crop_is_the_one_that_sizes_have_from_the_start() -> None:
    assert crop_centred((1600, 800)) == Crop(0.3125, 0.0, 0.375, 1.0)


def test_another_crop_is_stored_under_another_key() -> None:
    keys = {crop_key(digit * 64, crop) for digit in "ab" for crop in (LEFT, LEFT._replace(x=0.5))}
    assert len(keys) == 4


def test_a_crop_shows_its_part_at_an_address_of_its_own(
    ana: User, draft: Listing, photo: Photo
) -> None:
    before = photo.url_640
    photo_crop(actor=ana, listing=draft, photo=photo, crop=LEFT)
    photo.refresh_from_db()
    assert (photo.url_640, photo.is_waiting, photo.crop) == (before, True, [0.0, 0.0, 0.3, 0.8])
    tasks.photo_crop_task(photo.pk)
    photo.refresh_from_db()
    assert (photo.is_waiting, photo.url_640 == before) == (False, False)
    with default_storage.open(picture_path(photo.picture_key, "640.webp")) as file:
        shown = Image.open(io.BytesIO(file.read())).convert("RGB")
    assert shown.size == (480, 640)
    near = shown.getpixel((470, 320))
    assert isinstance(near, tuple)
    assert all(abs(one - other) < 12 for one, other in zip(near, RED, strict=True))
    assert photo.placeholder.startswith("data:image/webp;base64,")
    assert default_storage.exists(picture_path(photo.content_hash, "original.jpg"))


def test_a_copy_of_the_listing_is_cropped_alike(ana: User, draft: Listing, photo: Photo) -> None:
    photo_crop(actor=ana, listing=draft, photo=photo, crop=LEFT)
    photo_crop_prepare(photo.pk)
    other = Listing.objects.create(closet=draft.closet)
    photos_copy(source=draft, target=other)
    photo.refresh_from_db()
    assert other.photos.get().picture_key == photo.picture_key != photo.content_hash


def test_a_crop_whose_message_was_lost_is_swept_up(ana: User, draft: Listing, photo: Photo) -> None:
    photo_crop(actor=ana, listing=draft, photo=photo, crop=LEFT)
    assert photos_sweep() == 0
    Photo.objects.update(crop_due=timezone.now() - timedelta(minutes=5))
    assert photos_sweep() == 1


def test_cropping_again_changes_nothing(ana: User, draft: Listing, photo: Photo) -> None:
    photo_crop_prepare(photo.pk)
    photo.refresh_from_db()
    assert (photo.crop_key, photo.crop) == ("", [])


def test_a_stranger_crops_nothing(cleo: User, draft: Listing, photo: Photo) -> None:
    with pytest.raises(PermissionDenied):
        photo_crop(actor=cleo, listing=draft, photo=photo, crop=LEFT)
    photo.refresh_from_db()
    assert photo.crop_due is None


class TestByHttp:
    """The page with the frame and the numbers."""

    @pytest.fixture
    def seller(self, client: Client, ana: User) -> Client:
        client.force_login(ana)
        return client

    def page(self, photo: Photo) -> str:
        return f"/listings/{photo.listing_id}/photos/{photo.pk}/crop"

    def test_it_shows_the_crop_in_per_cent(self, seller: Client, photo: Photo) -> None:
        form = seller.get(self.page(photo)).context["form"]
        assert [form[name].value() for name in ("x", "y", "width")] == [31.25, 0.0, 37.5]

    @pytest.mark.parametrize(
        ("sent", "crop"),
        [
            ({"x": "0", "y": "0", "width": "30"}, [0.0, 0.0, 0.3, 0.8]),
            ({"preset": "start"}, [0.0, 0.0, 0.375, 1.0]),
            ({"preset": "end"}, [0.625, 0.0, 0.375, 1.0]),
        ],
    )
    def test_numbers_or_a_preset_choose(
        self, seller: Client, photo: Photo, sent: dict[str, str], crop: list[float]
    ) -> None:
        answer = seller.post(self.page(photo), sent)
        assert (answer.status_code, answer["Location"]) == (302, f"/sell/{photo.listing_id}/")
        photo.refresh_from_db()
        assert photo.crop == crop

    @pytest.mark.parametrize("x", ["", "nan", "-1", "101", "left", "1e999"])
    def test_nonsense_is_told_beside_the_field(self, seller: Client, photo: Photo, x: str) -> None:
        answer = seller.post(self.page(photo), {"x": x, "y": "0", "width": "30"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["x"])
        photo.refresh_from_db()
        assert photo.crop == []

    def test_a_stranger_finds_nothing(self, client: Client, cleo: User, photo: Photo) -> None:
        client.force_login(cleo)
        assert client.post(self.page(photo), {"preset": "end"}).status_code == 404
        photo.refresh_from_db()
        assert photo.crop == []
