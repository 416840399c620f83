"""What every template may ask about the site."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from poshmark.pages.cards import viewer_of
from social.news.badge import unread_count


def site(request: HttpRequest) -> dict[str, Any]:
    """`embedded`: demo strip and outbox link; `payments_sandbox`: say "test payments".

    `nav_news_count` is a function, so that only pages with the bell on them count.
    """

    @cache
    def nav_news_count() -> int:
        viewer = viewer_of(request.user)
        return unread_count(viewer.pk) if viewer else 0

    return {
        "nav_news_count": nav_news_count,
        "embedded": settings.EMBEDDED,
        "payments_sandbox": settings.PAYMENTS_SANDBOX,
        "site_url": settings.SITE_URL,
    }
