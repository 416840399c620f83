"""Members for the tests, made as the site makes them."""

from typing import Any

from closets.models import User
from closets.services import closet_open


def person(name: str, **fields: Any) -> User:
    """A member with a closet, who signs in by `client.force_login`."""
    member = User.objects.create_user(name, f"{name}@example.com", **fields)
    closet_open(user=member, handle=name)
    return member
