"""`tremula content check`: read every content file strictly and say what is wrong, where, and the way out."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from tremula.cli import words
from tremula.cli.rooms import Rooms
from tremula.settings import Settings


def add(commands: Any) -> None:
    """The command's words."""
    group = commands.add_parser("content", help="check content files", description="Check content files.")
    inside = group.add_subparsers(metavar="command", required=True)
    about = "read every content file and tell what is wrong"
    parser = words.command(inside, "check", about, run, example="tremula content check --content my-content")
    words.add_content(parser)


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> int:
    """0 when everything can be used, 1 otherwise."""
    problems = rooms.check(args.content)
    if args.json:
        words.show({"problems": [asdict(problem) for problem in problems]})
    else:
        for problem in problems:
            print(problem)
        if not problems:
            print("Everything in this content can be used.")
    return 1 if problems else 0
