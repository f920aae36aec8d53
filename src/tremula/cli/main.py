"""`tremula` and its commands: reads the words, calls the command, turns a refusal into exit code 1.

Exit codes: 0 done, 1 refused (standard error says why and what helps), 2 not understood.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tremula import __version__
from tremula.cli import content, demo, play, reopen, replay, sessions, simulate, start, timeline
from tremula.cli.rooms import Rooms
from tremula.core.failure import Refusal

COMMANDS = (start, reopen, play, simulate, timeline, replay, content, sessions, demo)
ABOUT = "A private, hands-free guide through eight trauma release exercises. Without a command: start."


def run(words: Sequence[str], rooms: Rooms) -> int:
    """Do what the words say; the exit code."""
    try:
        settings = rooms.settings()
        args = parser().parse_args(words or ["start"])
        return int(args.run(args, settings, rooms) or 0)
    except Refusal as refusal:
        print(refusal.words, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def parser() -> argparse.ArgumentParser:
    """The words that are understood."""
    top = argparse.ArgumentParser(prog="tremula", description=ABOUT)
    top.add_argument("--version", action="version", version=f"tremula {__version__}")
    commands = top.add_subparsers(metavar="command", required=True)
    for module in COMMANDS:
        module.add(commands)
    return top
