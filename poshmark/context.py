"""What every template may ask about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`embedded`: demo strip and outbox link; `payments_sandbox`: say "test payments"."""
    return {
        "embedded": settings.EMBEDDED,
        "payments_sandbox": settings.PAYMENTS_SANDBOX,
        "site_url": settings.SITE_URL,
    }
