"""`tremula open`: a new way into a tremula that runs already."""

from __future__ import annotations

import argparse
from typing import Any

from tremula.cli import words
from tremula.cli.rooms import Rooms
from tremula.cli.running import ask
from tremula.cli.start import teller
from tremula.core.failure import Refusal
from tremula.settings import Settings


def add(commands: Any) -> None:
    """The command's words."""
    about = "open a running tremula in the browser"
    parser = words.command(commands, "open", about, run, example="tremula open --no-browser")
    words.add_place(parser)
    parser.add_argument("--no-browser", action="store_true", help="only print the address")


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> None:
    """Print a fresh address and open it."""
    data = words.settled(args, settings).data
    answer = ask(data, "POST", "/api/control/launch")
    if answer is None:
        raise Refusal("not-running", f"No tremula is running on {data}. Start it with “tremula start”.")
    teller(args.json)(answer["open"])
    if not args.no_browser:
        rooms.open_browser(answer["open"])
