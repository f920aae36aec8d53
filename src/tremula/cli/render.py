"""`tremula render`: a session as sound files, for listening without this program."""

from __future__ import annotations

import argparse
import signal
import sys
from typing import Any

import msgspec

from tremula.actions.render_session import Made, Wanted, plan_sound
from tremula.cli import words
from tremula.cli.rooms import Rooms
from tremula.settings import Settings

CANNOT = "A recording cannot hear you: it asks nothing, and does not notice when you fall silent."
APART = (
    "The shaking ends by itself in each file. Further shaking lies in folders called “more”: play it only if \
you chose it."
)
SINGLE = "The shaking in it has a fixed length, at most 3 minutes in all."


def add(commands: Any) -> None:
    """The command's words."""
    about = "make sound files of a session, to take along"
    example = "tremula render ankles calves --out sounds/"
    parser = words.command(commands, "render", about, run, example=example)
    parser.add_argument("ids", nargs="*", metavar="ID", help="exercises; none: the whole beginner's session")
    parser.add_argument("--dose", choices=("low", "high", "default"), default="default")
    parser.add_argument("--speaker", default="", metavar="NAME", help="who speaks")
    parser.add_argument("--single", action="store_true", help="one file, with at most 3 minutes of shaking")
    parser.add_argument(
        "--out", type=words.path, required=True, metavar="DIR|FILE", help="a folder, or a .wav or .m4a file"
    )
    words.add_content(parser)


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> None:
    """Make them, and say what was made."""
    # Ended from outside, it clears away its half files like after any other failure.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    wanted = Wanted(tuple(args.ids), args.dose, args.single, args.speaker)
    plan = plan_sound(rooms.library(args.content), rooms.sound_words(args.content), wanted)
    made = rooms.render(
        plan, args.out, args.content, tell_progress if sys.stderr.isatty() else lambda done: None
    )
    if args.json:
        words.show(msgspec.to_builtins(made))
    else:
        print_made(made, plan.single, plan.notes)


def tell_progress(done: float) -> None:
    """How far it is, on a line that is written over."""
    print(f"\r{done:4.0%}", end="\r" if done < 1 else "\r    \r", file=sys.stderr, flush=True)


def print_made(made: Made, single: bool, notes: tuple[str, ...]) -> None:
    """The files, and what a recording cannot do, for people."""
    print(f"Made in {made.place}:")
    for file in made.files:
        print(f"  {words.minutes(file.ms):>6}  {file.file:<28} {file.title}")
    print(f"          {made.contents:<28} what is said, and when")
    shakes = any(file.tremor_ms for file in made.files)
    about = [SINGLE if single else APART] if shakes else []
    for line in (CANNOT, *about, *notes, *made.notices):
        print(line)
