"""The site as production serves it, on a free port of loopback, and its processes."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

HERTZ = os.sysconf("SC_CLK_TCK")
START_SECONDS = 30.0


@dataclass(frozen=True)
class Site:
    """Where the site answers, and the processes whose processor time is counted."""

    port: int
    app_pid: int
    database_pid: int


@contextmanager
def site_served() -> Iterator[Site]:
    """Starts gunicorn without debugging; ends it afterwards."""
    environment = os.environ | {"DEBUG": "0", "LOG_LEVEL": "ERROR"}
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, env=environment, cwd=settings.BASE_DIR, check=True)  # noqa: S603
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "poshmark.wsgi:application"]
    command += ["--workers=2", "--threads=4", "--worker-class=gthread", "--no-control-socket"]
    command += [f"--bind=127.0.0.1:{port}", "--log-level=warning"]
    server = subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR)  # noqa: S603
    try:
        _wait(port)
        yield Site(port, server.pid, postmaster())
    finally:
        server.terminate()
        server.wait(10)


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and all processes below it, alive or waited for."""
    return sum(_own(one) for one in [pid, *_below(pid)])


def database_cpu_seconds(postmaster: int) -> float:
    """The same of the server's processes that serve the database that is connected to: others may
    be busy with databases of their own."""
    name = str(settings.DATABASES["default"]["NAME"])
    return sum(_own(pid) for pid in _below(postmaster) if name in _title(pid).split())


def _title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _own(pid: int) -> float:
    fields = _stat(pid)
    return sum(map(int, fields[11:15])) / HERTZ if fields else 0.0


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _below(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        fields = _stat(int(folder.name))
        if fields and int(fields[1]) == pid:
            found += [int(folder.name), *_below(int(folder.name))]
    return found


def postmaster() -> int:
    """The process of the database server that is connected to."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
    return int((folder / "postmaster.pid").read_text().splitlines()[0])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("gunicorn did not start")
