"""`tremula export`: everything that is kept, in one archive. It asks nobody else and sends nothing."""

from __future__ import annotations

import argparse
from typing import Any

from tremula.actions.archive_desk import Written
from tremula.cli import words
from tremula.cli.rooms import Rooms
from tremula.cli.running import ask
from tremula.cli.sessions import ask_passphrase
from tremula.core.failure import Refusal
from tremula.settings import Settings


def add(commands: Any) -> None:
    """The command's words."""
    about = "write everything that is kept into one archive, which is not encrypted"
    parser = words.command(commands, "export", about, run, example="tremula export my-data.zip")
    parser.add_argument("file", type=words.path, metavar="FILE", help="a zip that does not exist yet")
    words.add_place(parser)
    words.add_passphrase(parser)


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> None:
    """Write the file; broken off, there is none."""
    chosen = words.settled(args, settings)
    refuse_running(chosen, "Take your data along on the page “Your data”")
    with rooms.open_store(chosen, ask_passphrase) as store:
        written = rooms.archive(chosen).write_file(store, str(args.file))
    if args.json:
        words.show({"file": str(args.file), "bytes": written.bytes, "records": dict(written.rows)})
    else:
        print(f"{args.file}: {told(written)}. It is not encrypted: keep it where only you can read it.")


def told(written: Written) -> str:
    """What is in it, for people."""
    rows = written.rows
    parts = [
        counted(rows["sessions"], "session"),
        counted(rows["answers"], "answer"),
        counted(rows["journal"], "journal entry", "journal entries"),
    ]
    return ", ".join(parts)


def counted(number: int, one: str, many: str = "") -> str:
    """“1 session”, “2 sessions”."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def refuse_running(settings: Settings, instead: str) -> None:
    """Two programs never have one vault open."""
    if ask(settings.data, "GET", "/health") is not None:
        raise Refusal("vault-in-use", f"tremula is running with this data. {instead}, or close it first.")
