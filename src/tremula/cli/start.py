"""`tremula start`: serve the pages on this machine and open the browser."""

from __future__ import annotations

import argparse
import json
from typing import Any

from tremula.cli import words
from tremula.cli.rooms import Rooms
from tremula.settings import Settings


def add(commands: Any) -> None:
    """The command's words."""
    about = "start tremula and open it in the browser"
    parser = words.command(commands, "start", about, run, example="tremula start --port 8750")
    words.add_port(parser)
    words.add_place(parser)
    words.add_passphrase(parser)
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument(
        "--recovery-out",
        type=words.path,
        metavar="FILE",
        help="for a new vault: where its recovery code is written",
    )


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> None:
    """Serve until Ctrl-C."""
    rooms.start(words.settled(args, settings), not args.no_browser, teller(args.json))


def teller(as_json: bool) -> Any:
    """How the address is told: one line, at once."""

    def tell(address: str) -> None:
        print(json.dumps({"open": address}) if as_json else f"open: {address}", flush=True)

    return tell
