"""Every check that needs no test run."""

from pathlib import Path

from poshmark.dev import children, steps
from poshmark.dev.places import ROOT
from poshmark.dev.progress import say, step
from poshmark.dev.services import Environment, test_services

APPS = ("closets", "listings", "social", "shipping", "payments", "poshmatch", "poshmark")
DJADE = ("--target-version", "5.2")
# Production's settings as `check --deploy` should see them; nothing is connected to.
PRODUCTION = {
    "POSHMARK_EMBEDDED": "0",
    "SECRET_KEY": "only-for-check-deploy-9f8e7d6c5b4a39281706f5e4d3c2b1a0-0123456789",
    "DATABASE_URL": "postgres://poshmark@db.example/poshmark",
    "REDIS_URL": "redis://valkey.example/0",
    "SITE_URL": "https://poshmark.example",
    "ALLOWED_HOSTS": "poshmark.example",
    "EMAIL_URL": "smtp://mail.example:25",
    "CARRIER_WEBHOOK_SECRET": "only-for-check-deploy",
    "PAYMENTS_SANDBOX": "1",
}


def lint(python: Path) -> list[str]:
    """Run all checks, also after one failed; returns the names of those that failed."""
    with test_services() as embedded:
        return [name for name, command in _checks(python) if _fails(name, command, embedded)]


def _checks(python: Path) -> list[tuple[str, children.Words]]:
    tool = python.parent
    manage: children.Words = [python, "manage.py"]
    return [
        ("ruff check", [tool / "ruff", "check", "."]),
        ("ruff format", [tool / "ruff", "format", "--check", "."]),
        ("mypy", [tool / "mypy", "."]),
        ("lint-imports", [tool / "lint-imports"]),
        ("djade", [tool / "djade", *DJADE, "--check", *_templates()]),
        ("bandit", [tool / "bandit", "-q", "-c", "pyproject.toml", "-r", *APPS]),
        ("check --deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"]),
        ("makemigrations", [*manage, "makemigrations", "--check", "--dry-run"]),
    ]


def tidy(python: Path) -> int:
    """Write code and templates in the form that the checks want; returns the exit code."""
    tool = python.parent
    commands: list[children.Words] = [
        [tool / "ruff", "check", "--fix", "--quiet", "."],
        [tool / "ruff", "format", "."],
        [tool / "djade", *DJADE, *_templates()],
    ]
    codes = [steps.foreground(command, steps.python_environment()) for command in commands]
    return codes[0]


def _templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def _fails(name: str, command: children.Words, embedded: Environment) -> bool:
    environment = embedded | (PRODUCTION if name == "check --deploy" else {})
    with step(name):
        code = steps.foreground(command, environment)
    if code:
        say(f"! {name} failed")
    return code != 0
