"""`tremula simulate`: an invented person plays a session in no time. Nothing of it is kept."""

from __future__ import annotations

import argparse
from typing import Any

import msgspec

from tremula.cli import words
from tremula.cli.rooms import Rooms
from tremula.cli.timeline import compiled
from tremula.core.session.simulate import PERSONAS, Simulated, simulate
from tremula.settings import Settings


def add(commands: Any) -> None:
    """The command's words."""
    about = "let an invented person play a session"
    example = "tremula simulate --persona pauses --seed 7 --json"
    parser = words.command(commands, "simulate", about, run, example=example)
    parser.add_argument("ids", nargs="*", metavar="ID", help="exercises and parts; none: a whole session")
    parser.add_argument("--persona", choices=tuple(PERSONAS), default="steady", help="how they behave")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the same seed, the same session")
    parser.add_argument("--dose", choices=("low", "high", "default"), default="default")
    words.add_content(parser)


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> None:
    """Print the session as it would be kept."""
    timeline = compiled(rooms.library(args.content), args.ids, args.dose)
    session = simulate(timeline, args.persona, args.seed)
    if args.json:
        words.show(msgspec.to_builtins(session))
    else:
        print_session(session)


def print_session(session: Simulated) -> None:
    """Chapters, and how it ended, for people."""
    for chapter in session.chapters:
        at = words.minutes(chapter.begun) if chapter.begun is not None else ""
        print(f"{at:>6}  {chapter.title:<28} {chapter.state}")
    print(f"{session.end}, {len(session.events)} events")
