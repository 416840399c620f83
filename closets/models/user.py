"""The member as one who signs in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from closets.handles import username_validators


class User(AbstractUser):
    """A member; signs in by e-mail or username, both unique whatever their case."""

    username = models.CharField(
        max_length=30,
        unique=True,
        validators=username_validators,
        error_messages={"unique": "This username is taken."},
    )
    email = models.EmailField("e-mail address")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                condition=~models.Q(email=""),
                violation_error_message="This e-mail address has an account already.",
            ),
            models.UniqueConstraint(Lower("username"), name="user_username_unique"),
        ]
        indexes = [
            models.Index(fields=["id"], name="user_inactive", condition=models.Q(is_active=False)),
        ]
