"""What the proof of the community does with thousands, with a few."""

from functools import partial
from pathlib import Path

import pytest
from pytest_django import Settings

from social.drift import drifts
from social.models import News
from social.selectors import counts_of
from social.services.counters import counts_fold
from social.services.likes import listing_like
from tests.people import person
from tests.shop import on_sale
from tests.social import crowds

pytestmark = pytest.mark.django_db(transaction=True)


def test_nobody_waits_for_a_counter_that_is_held() -> None:
    dress = on_sale(person("ana"))
    assert crowds.likes_beside_a_held_row(dress, crowds.members("fan", 12)) == []
    assert counts_of(dress).likes == 12
    counts_fold()
    assert counts_of(dress).likes == 12
    assert drifts() == []


def test_acts_that_meet_leave_every_counter_exact() -> None:
    people = crowds.members("member", 6)
    listings = [on_sale(person(name)) for name in ("ana", "bea")]
    assert crowds.at_once(crowds.mixed_acts(people, listings, 90)) == []
    assert drifts() == []
    counts_fold()
    assert drifts() == []


def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    ana = person("ana")
    crowds.wants_mail(ana)
    listings = [on_sale(ana) for _ in range(3)]
    fans = crowds.members("fan", 6)
    acts = [partial(listing_like, user=fan, listing=one) for fan in fans for one in listings]
    assert crowds.worker_killed_often(acts, kills=3) == 3
    assert News.objects.count() == 18
    assert crowds.wrong_groups() == 0
    assert len(set(crowds.mails_sent(tmp_path))) == crowds.mails_due() == 3
