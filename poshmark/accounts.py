"""How allauth's sign-up becomes a member with a closet."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from closets.models import User
from closets.services import closet_open


class AccountAdapter(DefaultAccountAdapter):
    """Opens a closet for each new member, in the sign-up's own transaction."""

    def save_user(
        self, request: HttpRequest, user: User, form: object, commit: bool = True
    ) -> User:
        """Saves the user allauth filled in, then opens the closet under the chosen username."""
        member: User = super().save_user(request, user, form, commit=commit)
        closet_open(user=member, handle=member.username)
        return member
