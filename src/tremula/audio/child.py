"""Renders one order in a process of its own: read from standard input, answered line by line."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from tremula.actions.render_session import SoundPlan
from tremula.core.failure import Refusal


class Order(Struct, frozen=True):
    """What to make, in which form (".wav", ".m4a"), in which empty folder, from which content."""

    plan: SoundPlan
    ending: str
    folder: str
    content: str


class Said(Struct, frozen=True, omit_defaults=True):
    """One line: how much is done, or the file that was made, or what was refused."""

    done: float = 0.0
    file: str = ""
    code: str = ""
    words: str = ""


def main() -> None:
    """Make it; a refusal is an answer like any other."""
    os.nice(10)  # behind the server and the player in line for the processor
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    try:
        say(Said(done=1, file=str(made(order))))
    except Refusal as refusal:
        say(Said(code=refusal.code, words=refusal.words))


def made(order: Order) -> Path:
    """The file to hand over."""
    from tremula.audio.making import make
    from tremula.audio.parcel import parcel
    from tremula.audio.place import Place, told_plainly

    folder = Path(order.folder)
    place = Place(folder, "tremula-session", order.ending) if order.plan.single else Place(folder)
    tell = Telling()
    with told_plainly(place):
        return parcel(make(order.plan, place, Path(order.content), tell, (order.ending,)), folder)


class Telling:
    """Says every hundredth once, and keeps a little for the packing."""

    def __init__(self) -> None:
        self.last = 0.0

    def __call__(self, done: float) -> None:
        if done * 0.9 - self.last >= 0.01:
            self.last = done * 0.9
            say(Said(done=round(self.last, 3)))


def say(said: Said) -> None:
    """One line of JSON."""
    sys.stdout.buffer.write(msgspec.json.encode(said) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
