"""What our views may rely on in a request, for the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from closets.models import User


class SiteRequest(HttpRequest):
    """Any request that came through our middleware; `user` may be anonymous."""

    htmx: HtmxDetails


class MemberRequest(SiteRequest):
    """A request behind `login_required`."""

    user: User
