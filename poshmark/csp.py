"""The Content-Security-Policy: our own files alone, and Stripe's when its keys are set."""

from collections.abc import Sequence

from csp.constants import NONE, SELF

SCRIPTS = ["https://js.stripe.com", "https://*.js.stripe.com"]
FRAMES = [*SCRIPTS, "https://hooks.stripe.com"]
API = ["https://api.stripe.com"]
PAGES = ["https://hooks.stripe.com", "https://connect.stripe.com"]
"""Where a form of ours may lead: the bank's questions, and the sellers' form."""


def content_security_policy(
    *, pictures: Sequence[str], with_stripe: bool
) -> dict[str, dict[str, list[str]]]:
    """The setting CONTENT_SECURITY_POLICY. pictures: other sites that pictures come from."""
    return {
        "DIRECTIVES": {
            "default-src": [SELF],
            "script-src": [SELF, *(SCRIPTS if with_stripe else [])],
            "frame-src": FRAMES if with_stripe else [NONE],
            "connect-src": [SELF, *(API if with_stripe else [])],
            "img-src": [SELF, "data:", "blob:", *pictures],
            "style-src": [SELF],
            "object-src": [NONE],
            "base-uri": [SELF],
            "form-action": [SELF, *(PAGES if with_stripe else [])],
            "frame-ancestors": [NONE],
        }
    }
