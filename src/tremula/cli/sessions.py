"""`tremula sessions`: what is kept. Asks a running tremula, else opens the vault itself."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass
from typing import Any

import msgspec

from tremula.actions.read_sessions import read_all, session_told
from tremula.cli import words
from tremula.cli.rooms import Rooms
from tremula.cli.running import ask
from tremula.core.failure import Refusal
from tremula.settings import Settings


def add(commands: Any) -> None:
    """The command's words."""
    about = "list the sessions that are kept"
    parser = words.command(
        commands,
        "sessions",
        about,
        run,
        example="tremula sessions --json",
        json_about="with their records, as JSON",
    )
    words.add_place(parser)
    words.add_passphrase(parser)


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> None:
    """Print every session, newest first."""
    chosen = words.settled(args, settings)
    answer = ask(chosen.data, "GET", "/api/control/sessions")
    found = answer["sessions"] if answer is not None else from_vault(chosen, rooms)
    if args.json:
        words.show(found)
    else:
        for session in found:
            print(line(session))


def from_vault(settings: Settings, rooms: Rooms) -> list[dict[str, Any]]:
    """Nobody serves this vault: open it here."""
    with rooms.open_store(settings, ask_passphrase) as store:
        sessions = [session_told(each) for each in store.read_sync(read_all, None)]
    plain: list[dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(sessions))
    return plain


def ask_passphrase() -> str:
    """Ask the person at the terminal; a program that has none must name a file."""
    if not sys.stdin.isatty():
        raise Refusal("passphrase", "The vault is locked. Name a file with --passphrase-file.")
    try:
        return getpass("Passphrase: ")
    except EOFError:
        raise Refusal("passphrase", "No passphrase was typed, so nothing was opened.") from None


def line(session: dict[str, Any]) -> str:
    """One session for people."""
    done = sum(chapter["state"] == "done" for chapter in session["chapters"])
    mark = "  (demonstration)" if session["demo"] else ""
    begun = session["begun"][:16].replace("T", " ")
    return f"{begun}  {session['end']:<9} {done} of {len(session['chapters'])} chapters{mark}"
