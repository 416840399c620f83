"""How allauth's accounts become members with closets."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.views import SignupView
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from closets.identity import handle_require_free
from closets.lib.stencils import Stencil
from closets.models import User
from closets.services import closet_active, closet_open


class MemberBackend(AuthenticationBackend):
    """Signs in by username or e-mail, and loads the closet with its member: every page shows it."""

    def get_user(self, user_id: int) -> User | None:
        """The active member behind a session, None for one who is suspended or gone."""
        found = _MEMBER.rows(pk=user_id)
        if not (found and self.user_can_authenticate(found[0])):
            return None
        if hasattr(found[0], "closet"):  # a member of staff may have none
            closet_active(found[0].closet)
        return found[0]


def _member(pk: int) -> QuerySet[User]:
    return User.objects.select_related("closet").filter(pk=pk)


_MEMBER = Stencil("member", _member)


class AccountAdapter(DefaultAccountAdapter):
    """Opens a closet for each new member, in the sign-up's own transaction."""

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """A username is to be the closet's handle: nobody's, and no look-alike of somebody's."""
        cleaned: str = super().clean_username(username, shallow)
        if not shallow:
            handle_require_free(cleaned)
        return cleaned

    @transaction.atomic
    def save_user(
        self, request: HttpRequest, user: User, form: object, commit: bool = True
    ) -> User:
        """Saves the user allauth filled in, then opens the closet under the chosen username."""
        member: User = super().save_user(request, user, form, commit=commit)
        closet_open(user=member, handle=member.username)
        return member


class JoinView(SignupView):
    """Allauth's sign-up, when somebody takes the name or a look-alike of it in the same instant."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """A member, or the form again with what is wrong."""
        try:
            with transaction.atomic():
                return self._posted(request)
        except IntegrityError:  # somebody was faster, and by now the form sees what they took
            self._cached_form = None
            return self._posted(request)

    def _posted(self, request: HttpRequest) -> HttpResponse:
        answer: HttpResponse = super().post(request)
        return answer
