"""Members, their closets, addresses and sizes."""

from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from closets.models import Address, Closet, MySize, User
from poshmark.demo.bulk import copy_in
from poshmark.demo.clock import Clock
from poshmark.demo.dice import Dice
from poshmark.demo.logins import LOGINS
from poshmark.demo.people import Member

_LOGIN_OF = {username: (email, password) for _, username, email, password in LOGINS}


def members_write(members: list[Member], clock: Clock) -> list[Closet]:
    """Writes everybody; returns the closets, each with its `user`, in the members' order."""
    users = copy_in([_user(member, clock) for member in members])
    copy_in([_email(user) for user in users])
    pairs = list(zip(members, users, strict=True))
    copy_in([_address(member, user, clock) for member, user in pairs])
    copy_in([size for member, user in pairs for size in _sizes(member, user)])
    return list(copy_in([_closet(member, user, clock) for member, user in pairs]))


def _user(member: Member, clock: Clock) -> User:
    email, password = _LOGIN_OF.get(member.handle, (member.email, None))
    is_staff = bool(member.standing and member.standing.is_staff)
    return User(
        username=member.handle,
        email=email,
        password=_hashed(password) if password else make_password(None),
        first_name=member.first_name,
        last_name=member.last_name,
        is_staff=is_staff,
        is_superuser=is_staff,
        date_joined=clock.ago(member.joined),
    )


@cache
def _hashed(password: str) -> str:
    """One slow hash for the few people who share the demo's password."""
    return make_password(password)


def _email(user: User) -> EmailAddress:
    return EmailAddress(user=user, email=user.email, verified=True, primary=True)


def _address(member: Member, user: User, clock: Clock) -> Address:
    return Address(
        user=user,
        name=f"{member.first_name} {member.last_name}",
        street1=member.place.street,
        city=member.place.city,
        state=member.place.state,
        zip_code=member.place.zip_code,
        is_default_to=True,
        is_default_from=True,
        created_at=clock.ago(member.joined),
    )


def _sizes(member: Member, user: User) -> list[MySize]:
    """What two members in three, and all the standing people, have told the site."""
    if member.standing is None and not Dice("sizes", member.handle).happens(0.67):
        return []
    return [
        MySize(user=user, department=group.split("-")[0], group=group, label=label)
        for group, labels in member.taste.sizes.items()
        for label in labels
    ]


def _closet(member: Member, user: User, clock: Clock) -> Closet:
    active = Dice("active", member.handle).betavariate(0.5, 3) * min(member.joined, 20 * 1440)
    return Closet(
        user=user,
        handle=member.handle,
        display_name=member.display_name,
        bio=member.bio,
        state=member.place.state,
        created_at=clock.ago(member.joined),
        last_active_at=clock.ago(active),
    )
