"""`tremula replay`: play a conformance case and tell what the machine did, event by event."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from tremula.cli import words
from tremula.cli.rooms import Rooms
from tremula.core.failure import Refusal
from tremula.core.session.conformance import Played, decode_case, play_case
from tremula.settings import Settings


def add(commands: Any) -> None:
    """The command's words."""
    about = "play a conformance case"
    example = "tremula replay conformance/session/01-case.json --json"
    parser = words.command(commands, "replay", about, run, example=example)
    parser.add_argument(
        "file", type=words.path, metavar="FILE", help="a case; timelines it names lie beside it"
    )


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> int:
    """0 when everything went as the case expects, 1 otherwise."""
    played = play(args.file)
    if args.json:
        words.show(msgspec.to_builtins(played))
    else:
        print_played(played)
    return 1 if played.differences else 0


def play(path: Path) -> Played:
    """Refusal("case") for a file that is no case."""
    try:
        return play_case(decode_case(path.read_bytes()), timelines_beside(path))
    except OSError as error:
        raise Refusal("case", f"{path} cannot be read ({error.strerror}).") from error
    except KeyError as error:
        raise Refusal(
            "case", f"{path}: there is no timeline {error} in {path.parent / 'timelines'}."
        ) from error
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Refusal("case", f"{path} is not a conformance case: {error}.") from error


def timelines_beside(path: Path) -> dict[str, Any]:
    """The timelines that a case may name, by name."""
    files = sorted(path.parent.glob("timelines/*.json"))
    return {file.stem: msgspec.json.decode(file.read_bytes()) for file in files}


def print_played(played: Played) -> None:
    """What differs, for people."""
    print(played.why)
    for each in played.differences:
        print(f"event {each.event}: {each.what} is {each.got!r}, expected {each.expected!r}")
    if not played.differences:
        print(f"All {len(played.happened)} events went as expected.")
