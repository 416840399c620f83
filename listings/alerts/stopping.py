"""What the link of a mail of finds ends (A9), for whoever holds it: nobody has to sign in."""

from django.core import signing

from listings.models import SavedSearch

SALT = "searches-stop"
EVERY = 0
"""Stands for all saved searches of the member, whose finds a daily mail gathers."""


def stop_token(user_id: int, saved_id: int) -> str:
    """What the link carries: whose mails, and of which saved search, signed."""
    return signing.dumps([user_id, saved_id], salt=SALT)


def stop_read(token: str) -> tuple[int, int] | None:
    """The member's id and the saved search's, or EVERY; None for a token that is not ours."""
    try:
        user_id, saved_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return user_id, saved_id


def mails_stop(*, user_id: int, saved_id: int) -> None:
    """No more mails of finds; they still show among the news. Twice is once."""
    searches = SavedSearch.objects.filter(user=user_id)
    if saved_id != EVERY:
        searches = searches.filter(pk=saved_id)
    searches.update(by_mail=False)
