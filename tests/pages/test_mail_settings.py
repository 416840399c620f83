"""By whom mail leaves, by environment: understood, or refused by the variable's name."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from environ import Env

from poshmark.mailing import PROVIDERS, mail_settings, mail_urls

SECRET = {"MAIL_WEBHOOK_SECRET": "postmark:a-long-enough-password"}


def env_of(**variables: str) -> Env:
    env = Env()
    env.ENVIRON = variables
    return env


def test_a_server_by_its_address() -> None:
    found = mail_settings(env_of(EMAIL_URL="smtp+tls://user:secret@mail.example:587"))
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_USE_TLS"]) == ("mail.example", True)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_provider_by_its_keys(provider: str) -> None:
    keys = dict.fromkeys(PROVIDERS[provider], "key")
    found = mail_settings(env_of(MAIL_PROVIDER=provider, **keys, **SECRET))
    assert found["EMAIL_BACKEND"] == f"anymail.backends.{provider}.EmailBackend"
    assert keys.items() <= found["ANYMAIL"].items()
    assert [str(url.pattern) for url in mail_urls(provider)] == ["mail/events"]


def test_without_a_provider_nobody_tells_of_bounces() -> None:
    assert mail_urls("") == []


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, "EMAIL_URL"),
        ({"MAIL_PROVIDER": "pigeon"}, "MAIL_PROVIDER=pigeon is none of: amazon_ses, brevo"),
        ({"MAIL_PROVIDER": "postmark"} | SECRET, "POSTMARK_SERVER_TOKEN"),
        ({"MAIL_PROVIDER": "postmark", "POSTMARK_SERVER_TOKEN": "t"}, "MAIL_WEBHOOK_SECRET"),
        ({"MAIL_PROVIDER": "postmark", "EMAIL_URL": "smtp://x"}, "are both set"),
        (
            {"MAIL_PROVIDER": "amazon_ses", "MAIL_WEBHOOK_SECRET": "short"},
            "MAIL_WEBHOOK_SECRET is a name, a colon and a password",
        ),
    ],
)
def test_what_cannot_be_meant_stops_the_start(variables: dict[str, str], message: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        mail_settings(env_of(**variables))
    assert message in str(refusal.value)
