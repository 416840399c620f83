"""Running the site: what is prepared before it, its processes, and their end."""

import contextlib
import hashlib
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from poshmark.demo.logins import LOGINS
from poshmark.dev import ports, readiness, steps
from poshmark.dev.children import Child, Program, Words
from poshmark.dev.places import ROOT, SITE, Places, write_private
from poshmark.dev.progress import LauncherError, say
from poshmark.dev.services import Environment, Services, is_embedded, site_services
from poshmark.dev.supervisor import Supervisor

QUICK_QUEUES = "default,money"
SLOW_QUEUES = "photos,training"
MEMORY = "--max-memory-per-child=900000"  # KiB; a process above it is replaced after its task
PREPARED = SITE.run / "prepared"
LOOK_EVERY = 0.2


def run(python: Path, port: int) -> None:
    """Run the site until we are told to stop."""
    with site_services(port) as services:
        _check_port(port)  # only now: a killed run's web process may have held it until here
        prepare(python, services.environment)
        with _processes(python, port, services) as supervisor:
            missing = readiness.wait(port, meanwhile=supervisor.look)
            _greet(port, missing, services.environment)
            while True:
                supervisor.look()
                time.sleep(LOOK_EVERY)


def _check_port(port: int) -> None:
    if not ports.is_free(port):
        raise LauncherError(
            f"Port {port} is taken. Choose another one: PORT={port + 1} make run "
            f"(or PORT={port + 1} python3 -m poshmark.dev run)"
        )


def prepare(python: Path, environment: Environment) -> None:
    """Migrate, fill the catalogue, load the demo into an empty embedded database, train a model.

    Skipped when all of it was done for the database as it is and the code as it is.
    """
    state = _state()
    if is_embedded(environment) and _is_prepared(state):
        return
    manage: Words = [python, ROOT / "manage.py"]
    work = [
        ("migrate", "Bringing the database up to date", ["migrate", "--no-input"]),
        ("catalogue", "Filling the catalogue", ["catalogue_load"]),
    ]
    if is_embedded(environment):
        work.append(("demo", "Loading the demo marketplace", ["demo_load", "--if-empty"]))
    work.append(
        ("model", "Training the first PoshMatch model", ["poshmatch_train", "--if-missing"])
    )
    for name, title, arguments in work:
        steps.work(name, [*manage, *arguments], SITE, environment=environment, title=title)
    write_private(PREPARED, state)


def _is_prepared(state: str) -> bool:
    models = SITE.var / "models"
    has_model = models.exists() and any(models.iterdir())
    return has_model and PREPARED.exists() and PREPARED.read_text() == state


def _state() -> str:
    """A fingerprint of all migrations, ours and the packages', the catalogue and this database."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    catalogue = ROOT.glob("listings/catalogue/*.*")
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *catalogue]):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    database = SITE.postgres / "PG_VERSION"
    if database.exists():
        digest.update(str(database.stat().st_mtime_ns).encode())
    return digest.hexdigest()


@contextlib.contextmanager
def _processes(python: Path, port: int, services: Services) -> Iterator[Supervisor]:
    """Web, worker and beat, watched together with the servers below them."""
    say("· Starting web, worker and beat")
    ours: list[Child] = []
    try:
        for program in programs(python, port, services.environment):
            ours.append(Child(program, SITE))
        supervisor = Supervisor([*services.servers, *ours])
        yield supervisor
    finally:
        Supervisor(ours).end()


def _worker(name: str, start: Words, queues: str, environment: Environment) -> Program:
    """A worker of two processes. What people wait for never queues behind drawings or training.

    SIGTERM would wait for running tasks without end, SIGQUIT for a few seconds; what is not done by
    then goes back to its queue.
    """
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=INFO"]
    node = f"--hostname={name}@%h"
    words: Words = [*start, f"--queues={queues}", "--concurrency=2", MEMORY, node, *quiet]
    return Program(name, words, environment, farewell=signal.SIGQUIT, patience=15)


def programs(
    python: Path, port: int, environment: Environment, places: Places = SITE
) -> list[Program]:
    """The site's own processes."""
    celery: Words = [python, "-m", "celery", "--app=poshmark.celery:app"]
    schedule = f"--schedule={places.run / 'beat-schedule'}"
    web = ["--workers=2", "--threads=4", "--worker-class=gthread", "--graceful-timeout=5"]
    where = [
        f"--bind={ports.HOST}:{port}",
        "--preload",
        "--access-logfile=-",
        "--no-control-socket",
    ]
    return [
        Program(
            "web",
            [python, "-m", "gunicorn", "poshmark.wsgi:application", *web, *where],
            environment,
        ),
        _worker("worker", [*celery, "worker"], QUICK_QUEUES, environment),
        _worker("studio", ["nice", "-n", "10", *celery, "worker"], SLOW_QUEUES, environment),
        Program("beat", [*celery, "beat", schedule, "--pidfile=", "--loglevel=INFO"], environment),
    ]


def _greet(port: int, missing: tuple[str, ...], environment: Environment) -> None:
    if missing == readiness.WEB:
        raise LauncherError(f"The site did not answer; {SITE.log / 'web.log'} says why")
    if missing:
        say(f"! After a minute still missing: {', '.join(missing)}. The logs are in {SITE.log}")
    say(f"\nPoshmark is open: http://{ports.HOST}:{port}/")
    if is_embedded(environment):
        for role, username, email, password in LOGINS[:3]:
            say(f"  {role:<8} {username} ({email})  password: {password}")
    say("Ctrl-C closes it.")
