"""Processor time that a piece of work took, here and in the database."""

from pathlib import Path
from time import process_time

from django.db import connection


def cpu_seconds() -> float:
    """Of this process and of the one that serves our connection, so far."""
    connection.ensure_connection()
    pid = int(connection.connection.info.backend_pid)
    spent = Path(f"/proc/{pid}/schedstat").read_text().split()[0]
    return process_time() + int(spent) / 1e9
