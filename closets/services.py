"""Every write to members and closets."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from closets.models import Address, Block, Closet, MySize, Unit, User, Vacation

ACTIVE_EVERY = timedelta(days=1)


def closet_open(*, user: User, handle: str) -> Closet:
    """Opens the member's one closet under `handle`, which the sign-up form found valid and free."""
    return Closet.objects.create(user=user, handle=handle, display_name=handle)


def closet_edit(
    *,
    actor: User,
    closet: Closet,
    display_name: str,
    bio: str,
    state: str,
    unit: str = Unit.INCHES,
    is_unnamed_owner: bool = False,
) -> Closet:
    """Changes what the closet's page says. Raises PermissionDenied for anybody but its owner."""
    if closet.user_id != actor.pk:
        raise PermissionDenied
    closet.display_name, closet.bio, closet.state, closet.unit = display_name, bio, state, unit
    closet.is_unnamed_owner = is_unnamed_owner
    closet.save(update_fields=["display_name", "bio", "state", "unit", "is_unnamed_owner"])
    return closet


def closet_active(closet: Closet) -> None:
    """Notes that the closet's member is here: one write a day, none while that is known."""
    now = timezone.now()
    if now - closet.last_active_at > ACTIVE_EVERY:
        Closet.objects.filter(pk=closet.pk, last_active_at__lt=now).update(last_active_at=now)


@transaction.atomic
def address_add(*, user: User, address: Address) -> Address:
    """Stores an unsaved address for `user`; a new default takes the place of the old one.

    The first address becomes the default for both.
    """
    _lock(user)
    if not user.addresses.exists():
        address.is_default_to = address.is_default_from = True
    address.user = user
    return _store(address)


@transaction.atomic
def address_change(*, user: User, address: Address) -> Address:
    """Stores changes to one of the member's addresses. Raises PermissionDenied."""
    if address.user_id != user.pk:
        raise PermissionDenied
    _lock(user)
    return _store(address)


def address_remove(*, user: User, address_id: int) -> None:
    """Removes one of the member's addresses; orders and parcels keep their own copies."""
    user.addresses.filter(pk=address_id).delete()


def _lock(user: User) -> None:
    """Makes changes of one member's addresses wait for each other."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _store(address: Address) -> Address:
    others = Address.objects.filter(user=address.user).exclude(pk=address.pk)
    if address.is_default_to:
        others.filter(is_default_to=True).update(is_default_to=False)
    if address.is_default_from:
        others.filter(is_default_from=True).update(is_default_from=False)
    address.save()
    return address


@transaction.atomic
def my_sizes_set(*, user: User, sizes: Iterable[tuple[str, str, str]]) -> None:
    """Replaces the member's sizes by (department, group, label) triples."""
    user.my_sizes.all().delete()
    MySize.objects.bulk_create(
        MySize(user=user, department=department, group=group, label=label)
        for department, group, label in dict.fromkeys(sizes)
    )


def member_block(*, actor: User, blocked: User) -> None:
    """Blocks; doing it twice is doing it once. Raises PermissionDenied for oneself."""
    if actor.pk == blocked.pk:
        raise PermissionDenied
    Block.objects.get_or_create(blocker=actor, blocked=blocked)


def member_unblock(*, actor: User, blocked: User) -> None:
    """Takes a block back; no block, no change."""
    Block.objects.filter(blocker=actor, blocked=blocked).delete()


def vacation_start(*, user: User, until: date | None) -> Vacation:
    """Holds all sales of the member's closet until a day (UTC; None: until it is ended).

    Asked again it changes the day. What somebody is paying for already is still sold. Raises
    ValidationError for a day that has come, Closet.DoesNotExist.
    """
    if until is not None and until <= timezone.now().date():
        raise ValidationError("Choose a day after today, or none.")
    hold, _ = Vacation.objects.update_or_create(closet=user.closet, defaults={"until": until})
    return hold


def vacation_end(*, user: User) -> None:
    """Ends the hold; no hold, no change."""
    Vacation.objects.filter(closet__user=user).delete()


def unit_choose(*, closet: Closet, unit: str) -> None:
    """Keeps how the closet's member reads lengths; what is no unit changes nothing."""
    if unit in Unit.values and unit != closet.unit:
        closet.unit = unit
        closet.save(update_fields=["unit"])
