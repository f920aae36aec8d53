"""`tremula demo`: an invented person with eight weeks of practice, in a vault that is thrown away."""

from __future__ import annotations

import argparse
from typing import Any

from tremula.cli import words
from tremula.cli.rooms import Rooms
from tremula.cli.start import teller
from tremula.settings import Settings


def add(commands: Any) -> None:
    """The command's words."""
    about = "show every page with an invented person's history"
    parser = words.command(commands, "demo", about, run, example="tremula demo --port 8760")
    words.add_port(parser)
    parser.add_argument("--no-browser", action="store_true", help="only print the address")


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> None:
    """Serve the demonstration until Ctrl-C."""
    rooms.demo(words.settled(args, settings), not args.no_browser, teller(args.json))
