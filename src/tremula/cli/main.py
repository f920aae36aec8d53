"""`tremula` and its commands: reads the words, calls the command, turns a refusal into exit code 1.

Exit codes: 0 done, 1 refused (standard error says why and what helps), 2 not understood, 130 broken off.
With --json a refusal stands on standard output as well, for programs: {"error": {"code", "words"}}.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from io import TextIOWrapper

from tremula import __version__
from tremula.cli.rooms import Rooms
from tremula.cli.words import show
from tremula.core.failure import Refusal

COMMANDS = {
    "start": "start",
    "open": "reopen",
    "play": "play",
    "simulate": "simulate",
    "timeline": "timeline",
    "render": "render",
    "replay": "replay",
    "content": "content",
    "sessions": "sessions",
    "directory": "directory",
    "export": "export",
    "export-fhir": "export_fhir",
    "import": "import_",
    "demo": "demo",
}
"""Commands and their modules. Only the one that is asked for is imported: a start must be quick."""
SERVING = ("start", "demo")
"""Ended with Ctrl-C, which is the way to end them."""
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
ABOUT = "A private, hands-free guide through eight trauma release exercises. Without a command: start."


def run(words: Sequence[str], rooms: Rooms) -> int:
    """Do what the words say; the exit code."""
    said = list(words) or ["start"]
    print_on_any_terminal()
    try:
        return do_or_say_why(said, rooms)
    except KeyboardInterrupt:
        return 0 if said[0] in SERVING else 130
    except BrokenPipeError:
        print_no_more()
        return 0
    except OSError as error:
        if error.errno not in FULL:
            raise
        print_no_more()
        print("There is no room left on the disk. Make some, and try again.", file=sys.stderr)
        return 1


def do_or_say_why(said: Sequence[str], rooms: Rooms) -> int:
    """The exit code; 1 for what is refused."""
    try:
        return do(said, rooms)
    except Refusal as refusal:
        print(refusal.words, file=sys.stderr)
        if "--json" in said:
            show({"error": {"code": refusal.code, "words": refusal.words}})
            sys.stdout.flush()
        return 1


def do(said: Sequence[str], rooms: Rooms) -> int:
    """One command; what it printed has left when it is done."""
    args = parser([said[0]] if said[0] in COMMANDS else COMMANDS).parse_args(said)
    code = int(args.run(args, rooms.settings(), rooms) or 0)
    if sys.stdout is not None:
        sys.stdout.flush()
    return code


def print_no_more() -> None:
    """Nobody takes our output. Python would complain once more when it closes standard output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_on_any_terminal() -> None:
    """A terminal that knows no “ gets a question mark for it, not a failure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def parser(names: Iterable[str]) -> argparse.ArgumentParser:
    """The words that are understood."""
    top = argparse.ArgumentParser(prog="tremula", description=ABOUT)
    top.add_argument("--version", action="version", version=f"tremula {__version__}")
    commands = top.add_subparsers(metavar="command", required=True)
    for name in names:
        import_module(f"tremula.cli.{COMMANDS[name]}").add(commands)
    return top
