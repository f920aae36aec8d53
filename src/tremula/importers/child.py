"""The process in which a file that somebody brings is read, within bounds of memory, time and files.

It opens no file and no vault: it asks for pieces through one pipe, and tells rows through another.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import islice
from typing import BinaryIO

import msgspec
from msgspec import Struct

from tremula.core.directory.entry import Entry
from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Problem, Refusal
from tremula.importers import catalogue
from tremula.importers.limits import Source
from tremula.importers.steps import Position, Step
from tremula.importers.upload import uploaded

SIDE = 1 << 20
"""Bytes of a piece."""
MEMORY = 512 << 20
"""Bytes of address space; what needs more is refused."""
SECONDS = 120
"""Of processor time between two batches of rows."""
ROWS = 500
TOO_MUCH = "Reading this file takes more memory than it may. Ask for it in several smaller files."


class Order(Struct, frozen=True):
    """What to do; without a kind, look what the file is."""

    name: str
    size: int
    words: DirectoryWords | None = None
    kind: catalogue.Kind | None = None
    mapping: Mapping[str, str] = {}
    offset: int = 0
    line: int = 0
    today: str = ""


class Row(Struct, frozen=True, array_like=True):
    """A Step on its way."""

    entry: Entry | None
    problem: Problem | None
    offset: int
    line: int
    notes: tuple[Problem, ...] = ()


class Want(Struct, frozen=True, tag=True):
    """The child asks for a piece; the answer is its bytes."""

    number: int


class Rows(Struct, frozen=True, tag=True):
    """Some rows; the last message is without any."""

    rows: list[Row]


class Seen(Struct, frozen=True, tag=True):
    """What the file is."""

    seen: catalogue.Looked


class Refused(Struct, frozen=True, tag=True):
    """Why it is not read."""

    code: str
    words: str


Said = Want | Rows | Seen | Refused


def send(stream: BinaryIO, body: bytes) -> None:
    """A message behind its length."""
    stream.write(len(body).to_bytes(4, "big") + body)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """A whole message, or nothing where the other side is gone."""
    head = stream.read(4)
    size = int.from_bytes(head, "big")
    body = stream.read(size)
    return body if len(head) == 4 and len(body) == size else None


def bound(seconds: int = SECONDS) -> None:
    """From now: so much memory, so much time until the next call, no file written, no core left behind."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds + 1
    limits = {
        resource.RLIMIT_AS: (MEMORY, MEMORY),
        resource.RLIMIT_CPU: (until, resource.RLIM_INFINITY),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, limit in limits.items():
        with suppress(ValueError, OSError):  # macOS knows no bound of address space
            resource.setrlimit(kind, limit)


def work(order: Order, source: Source, say: Callable[[Said], None]) -> None:
    """Look or read; Refusals of every importer."""
    if order.kind is None or order.words is None:
        say(Seen(catalogue.look(source)))
        return
    after = Position(order.offset, order.line)
    steps = catalogue.read(source, order.kind, order.mapping, order.words, after, today=order.today)
    while rows := [row_of(step) for step in islice(steps, ROWS)]:
        say(Rows(rows))
        bound()
    say(Rows([]))


def row_of(step: Step) -> Row:
    """A step as it is sent."""
    entry = step.item if isinstance(step.item, Entry) else None
    problem = step.item if isinstance(step.item, Problem) else None
    return Row(entry, problem, step.after.offset, step.after.line, step.notes)


def main() -> None:
    """One order, then answers until the last row."""
    bound()
    given, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but messages goes where messages go
    order = msgspec.msgpack.decode(receive(given) or b"", type=Order)

    def say(what: Said) -> None:
        send(out, msgspec.msgpack.encode(what))

    def piece(number: int) -> bytes:
        say(Want(number))
        return receive(given) or b""

    try:
        work(order, uploaded(order.name, order.size, SIDE, piece), say)
    except Refusal as refusal:
        say(Refused(refusal.code, refusal.words))
    except MemoryError:
        say(Refused("too-much", TOO_MUCH))


if __name__ == "__main__":
    with suppress(BrokenPipeError):  # nobody listens any more
        main()
    os._exit(0)
