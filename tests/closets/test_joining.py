"""Signing up while somebody else takes the name: the form again, and nothing is left behind."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from closets.models import Closet, User
from tests.people import person

_WAITING = """
SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d ON d.datname = current_database()
JOIN pg_stat_activity AS a ON a.pid = l.pid AND a.datid = d.oid WHERE NOT l.granted
"""


def join(username: str, email: str) -> str:
    """The page that answers a sign-up; in its own thread and connection."""
    try:
        form = {"username": username, "email": email, "password1": "tr0ub4dor&3"}
        return Client().post(reverse("account_signup"), form, follow=True).text
    finally:
        connection.close()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("wanted_one", "WantedOne", "This handle is taken, or looks just like one that is."),
        ("wanted", "Wanted", "already exists"),
    ],
)
def test_the_second_of_two_gets_the_form_again(first: str, second: str, told: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            person(first)
            asked = pool.submit(join, second, "second@example.com")
            while not (_somebody_waits() or asked.done()):
                pass
        page = asked.result()
    assert told in page
    assert 'value="second@example.com"' in page
    assert [closet.handle for closet in Closet.objects.all()] == [first]
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_address_that_was_taken_meanwhile_is_not_given_away() -> None:
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            person("first")
            asked = pool.submit(join, "second", "first@example.com")
            while not (_somebody_waits() or asked.done()):
                pass
        page = asked.result()
    assert "Look into your mail" in page
    assert [message.to for message in mail.outbox] == [["first@example.com"]]
    assert User.objects.count() == 1
