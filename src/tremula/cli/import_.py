"""`tremula import`: bring an archive in, into an empty vault or beside what is there. It replaces nothing."""

from __future__ import annotations

import argparse
from typing import Any

import msgspec

from tremula.actions.archive import BroughtIn
from tremula.cli import words
from tremula.cli.export import refuse_running
from tremula.cli.rooms import Rooms
from tremula.cli.sessions import ask_passphrase
from tremula.settings import Settings


def add(commands: Any) -> None:
    """The command's words."""
    about = "bring in an archive that “tremula export” wrote; nothing that is there is replaced"
    parser = words.command(commands, "import", about, run, example="tremula import my-data.zip")
    parser.add_argument("file", type=words.path, metavar="FILE", help="the archive")
    parser.add_argument("--look", action="store_true", help="only say what it would bring")
    words.add_place(parser)
    words.add_passphrase(parser)
    parser.add_argument(
        "--recovery-out",
        type=words.path,
        metavar="FILE",
        help="for a new vault (made with --passphrase-file): where its recovery code is written",
    )


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> None:
    """All of it, or nothing."""
    chosen = words.settled(args, settings)
    refuse_running(chosen, "Bring the archive in on the page “Your data”")
    desk = rooms.archive(chosen)
    desk.prove_file(str(args.file))
    if not args.look:
        rooms.make_vault(chosen)
    with rooms.open_store(chosen, ask_passphrase) as store:
        bring = desk.look_file if args.look else desk.bring_in_file
        result = bring(store, str(args.file))
    if args.json:
        words.show({"brought_in": not args.look, "kinds": msgspec.to_builtins(result.kinds)})
    else:
        print(told(result, "It would bring" if args.look else "Brought in"))


def told(result: BroughtIn, verb: str) -> str:
    """What became of it, for people."""
    total = result.total
    lines = [f"{verb}: {total.new} new records; {total.same} were there already."]
    if total.other:
        lines.append(f"{total.other} differ from what is here: both are kept, see the page “Your data”.")
    names = {kind: count for kind, count in result.kinds.items() if count.new or count.other}
    lines += [f"  {kind}: {count.new} new, {count.other} differ" for kind, count in names.items()]
    return "\n".join(lines)
