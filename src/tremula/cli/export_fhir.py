"""`tremula export-fhir`: questionnaires with their answers, for a clinic's programs. It sends nothing."""

from __future__ import annotations

import argparse
from typing import Any

import msgspec

from tremula.cli import words
from tremula.cli.export import counted, refuse_running
from tremula.cli.rooms import Rooms
from tremula.cli.sessions import ask_passphrase
from tremula.settings import Settings


def add(commands: Any) -> None:
    """The command's words."""
    about = "write filled-in questionnaires and check-ins as FHIR R4 (JSON), which is not encrypted"
    parser = words.command(commands, "export-fhir", about, run, example="tremula export-fhir answers.json")
    parser.add_argument("file", type=words.path, metavar="FILE", help="a file that does not exist yet")
    words.add_place(parser)
    words.add_passphrase(parser)
    words.add_content(parser)


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> None:
    """Write the file; broken off, there is none."""
    chosen = words.settled(args, settings)
    refuse_running(chosen, "Take your answers along on the page “Questionnaires”")
    with rooms.open_store(chosen, ask_passphrase) as store:
        written = rooms.write_fhir(store, args.file, chosen.content)
    if args.json:
        words.show({"file": str(args.file), **msgspec.to_builtins(written)})
        return
    parts = [counted(written.questionnaires, "questionnaire"), counted(written.responses, "filled-in form")]
    print(
        f"{args.file}: {', '.join(parts)}, without your name. "
        "It is not encrypted: keep it where only you can read it."
    )
