"""Rows of acts, written in one round trip each: an act is small, and there are many of them."""

from django.db.models import Model
from django.utils import timezone

from closets.lib.sql import rows
from closets.models import User

_ONCE = """
INSERT INTO {table} (user_id, {column}, created_at) VALUES (%s, %s, %s)
ON CONFLICT DO NOTHING RETURNING id
"""
_LOCK = "SELECT 1 FROM closets_user WHERE id = %s FOR NO KEY UPDATE"


def act_once(model: type[Model], *, user: User, **subject: int) -> bool:
    """Writes the act of a member on one subject (`listing_id=7`); False when it is there, whoever
    wrote it first. A concurrent one is waited for."""
    [(column, pk)] = subject.items()
    query = _ONCE.format(table=model._meta.db_table, column=column)
    return bool(rows(query, [user.pk, pk, timezone.now()]))


def member_lock(user: User) -> None:
    """Makes acts of one member that a budget or a pause counts wait for each other."""
    rows(_LOCK, [user.pk])
