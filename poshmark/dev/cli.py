"""The commands by name, and what happens when one is interrupted."""

import argparse
import signal
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

from poshmark.dev import commands
from poshmark.dev.progress import LauncherError, say, warn


def main(words: list[str]) -> int:
    """Run the command that `words` name; returns the exit code."""
    chosen, rest = parser().parse_known_args(words)
    if rest and not COMMANDS[chosen.command].takes_arguments:
        parser().error(f"unrecognized arguments: {' '.join(rest)}")
    _listen_to_signals()
    try:
        return COMMANDS[chosen.command].run(rest)
    except LauncherError as error:
        warn(f"! {error}")
        return 1
    except Told as told:
        say("Stopped")
        return 0 if chosen.command == "run" else 128 + told.number


class Told(BaseException):
    """A signal told us to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Command:
    """One command: what it does in a line, and the function that does it with what is given."""

    summary: str
    run: Callable[[list[str]], int]
    takes_arguments: bool = False


COMMANDS = {
    "run": Command("set up what is missing and run the site (PORT=8000)", commands.run),
    "test": Command("run the tests; words are given to pytest", commands.test, True),
    "lint": Command("run every check that needs no test run", commands.lint),
    "tidy": Command("format code and templates as the checks want them", commands.tidy),
    "lock": Command("write the locked requirements files anew", commands.lock_requirements),
    "prove": Command("run a long proof: prove NAME", commands.prove, True),
    "stop": Command("stop the site that runs in this folder", commands.stop),
    "reset": Command("remove all local data in var/ (FORCE=1 does not ask)", commands.reset),
    "demo": Command("load the demo marketplace", commands.demo, True),
    "shell": Command("open a Python shell with the models at hand", commands.shell, True),
    "bench": Command("measure the site on its data (SIZE= on a big set)", commands.bench, True),
    "bench-seed": Command("write a big data set (SIZE=600k or 6m)", commands.bench_seed, True),
    "manage": Command("run manage.py with the site's services", commands.manage, True),
}


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    lines = "\n".join(f"  {name:<12}{command.summary}" for name, command in COMMANDS.items())
    made = argparse.ArgumentParser(
        prog="python3 -m poshmark.dev",
        description=f"commands:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    return made


def _listen_to_signals() -> None:
    signals = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # ignored under nohup
        signals.append(signal.SIGHUP)
    for number in signals:
        signal.signal(number, _told)


def _told(number: int, frame: FrameType | None) -> NoReturn:
    """End in order: what is open is closed on the way out, and nothing interrupts that."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Told(number)
