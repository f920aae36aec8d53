"""`tremula timeline`: what a session will do and when, if nobody intervenes."""

from __future__ import annotations

import argparse
from typing import Any

from tremula.actions.plan_session import refuse_unknown
from tremula.cli import words
from tremula.cli.rooms import Rooms
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.fit import EVERYBODY, Fit, fit_for
from tremula.core.exercise.nominal import nominal_path
from tremula.core.exercise.plan import beginner_limits, method_ids, session_ids
from tremula.core.exercise.script import Library
from tremula.core.session.timeline import Timeline
from tremula.settings import Settings


def add(commands: Any) -> None:
    """The command's words."""
    about = "print what a session will do and when"
    parser = words.command(
        commands, "timeline", about, run, example="tremula timeline fold --dose low --json"
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="exercises and parts; none: a whole session")
    parser.add_argument("--dose", choices=("low", "high", "default"), default="default")
    about = "what the body asks for, for example balance,knee"
    parser.add_argument("--needs", default="", metavar="NEED,…", help=about)
    words.add_content(parser)


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> None:
    """Print the nominal path."""
    fit = fit_for([need.strip() for need in args.needs.split(",") if need.strip()])
    timeline = compiled(rooms.library(args.content), args.ids, args.dose, fit)
    path = nominal_path(timeline)
    if args.json:
        words.show(path)
    else:
        print_path(path)
        for note in timeline.notes:
            print(note)


def compiled(library: Library, ids: list[str], dose: Any, fit: Fit = EVERYBODY) -> Timeline:
    """Exactly these ids; without ids the method's eight at its ends, or the beginner's session."""
    refuse_unknown(library, ids)
    if ids:
        return compile_timeline(library, ids, dose, fit=fit)
    if dose == "default":
        return compile_timeline(library, session_ids(library, fit=fit), dose, beginner_limits(), fit)
    return compile_timeline(library, method_ids(library), dose, fit=fit)


def print_path(path: dict[str, Any]) -> None:
    """Chapters with their captions, for people."""
    for chapter in path["chapters"]:
        print(f"{words.minutes(chapter['from']):>6}  {chapter['title']}")
        for cue in path["cues"]:
            if cue["chapter"] == chapter["id"] and cue["caption"]:
                print(f"{words.minutes(cue['at']):>6}    {cue['caption']}")
    print(f"{words.minutes(path['length']):>6}  the end")
