"""Mail of the embedded mode: each message is a file under var/mail and a line on the console."""

import json
import time
from collections.abc import Sequence
from email.message import EmailMessage as MimeMessage
from email.parser import BytesParser
from email.policy import default as default_policy
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class OutboxBackend(BaseEmailBackend):
    """Writes each message to `settings.OUTBOX_DIR` as an .eml file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Stores the messages; returns how many."""
        folder = Path(settings.OUTBOX_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            path = folder / f"{time.time_ns()}.eml"
            path.write_bytes(message.message().as_bytes())
            line = json.dumps(
                {"mail_to": message.to, "subject": message.subject, "file": path.name}
            )
            print(line, flush=True)  # noqa: T201 - the embedded mode's console shows the mail
        return len(email_messages)


def outbox_names(limit: int = 50) -> list[str]:
    """File names of the newest messages, newest first."""
    return sorted((p.name for p in Path(settings.OUTBOX_DIR).glob("*.eml")), reverse=True)[:limit]


def outbox_read(name: str) -> MimeMessage | None:
    """The message stored under a file name that `outbox_names` gave; None when there is none."""
    if name not in outbox_names(limit=1000):
        return None
    content = (Path(settings.OUTBOX_DIR) / name).read_bytes()
    return BytesParser(policy=default_policy).parsebytes(content)
