"""By whom mail leaves, read from the environment: an SMTP server, or a provider by its API."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, path
from environ import Env

PROVIDERS: dict[str, tuple[str, ...]] = {
    "amazon_ses": (),
    "brevo": ("BREVO_API_KEY",),
    "mailersend": ("MAILERSEND_API_TOKEN", "MAILERSEND_SIGNING_SECRET"),
    "mailgun": ("MAILGUN_API_KEY", "MAILGUN_WEBHOOK_SIGNING_KEY"),
    "mailjet": ("MAILJET_API_KEY", "MAILJET_SECRET_KEY"),
    "postmark": ("POSTMARK_SERVER_TOKEN",),
    "sendgrid": ("SENDGRID_API_KEY",),
    "sparkpost": ("SPARKPOST_API_KEY",),
}
"""Each provider and its keys, which have anymail's names; Amazon's is the machine's own role."""
OPTIONAL = ("MAILGUN_API_URL", "MAILGUN_SENDER_DOMAIN", "POSTMARK_API_URL", "SPARKPOST_API_URL")
TIMEOUT_SECONDS = 10


def mail_settings(env: Env) -> dict[str, Any]:
    """Django's settings for EMAIL_URL or for MAIL_PROVIDER, whichever is set.

    Raises ImproperlyConfigured, which names the variable that is missing or unknown.
    """
    provider: str = env.str("MAIL_PROVIDER", default="")
    if not provider:
        return dict(env.email_url("EMAIL_URL"))
    if env.str("EMAIL_URL", default=""):
        raise ImproperlyConfigured("EMAIL_URL and MAIL_PROVIDER are both set. Set one of them.")
    if provider not in PROVIDERS:
        known = ", ".join(PROVIDERS)
        raise ImproperlyConfigured(f"MAIL_PROVIDER={provider} is none of: {known}.")
    optional = {name: value for name in OPTIONAL if (value := env.str(name, default=""))}
    return {
        "EMAIL_BACKEND": f"anymail.backends.{provider}.EmailBackend",
        "MAIL_PROVIDER": provider,
        "ANYMAIL": {
            **{name: env.str(name) for name in PROVIDERS[provider]},
            **optional,
            "WEBHOOK_SECRET": _webhook_secret(env),
            "REQUESTS_TIMEOUT": TIMEOUT_SECONDS,
        },
    }


def _webhook_secret(env: Env) -> str:
    secret: str = env.str("MAIL_WEBHOOK_SECRET")
    if ":" not in secret or len(secret) < 20:
        raise ImproperlyConfigured(
            "MAIL_WEBHOOK_SECRET is a name, a colon and a password, 20 characters or more: what the"
            " provider puts before the host of /mail/events, as in https://name:password@host/…"
        )
    return secret


def mail_urls(provider: str) -> list[URLPattern]:
    """Where the provider tells of bounces and complaints; nowhere without one."""
    from anymail.urls import urlpatterns  # it wants settings, which are made by this module

    name = f"{provider}_tracking_webhook"
    return [
        path("mail/events", known.callback, name="mail_events")
        for known in urlpatterns
        if known.name == name
    ]
