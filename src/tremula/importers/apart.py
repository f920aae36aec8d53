"""Reads a file somebody brings in a bounded process beside this one. It parses none of it here."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import BinaryIO, cast

import msgspec

from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Refusal
from tremula.importers.catalogue import Kind, Looked
from tremula.importers.child import SIDE, Order, Refused, Rows, Said, Seen, Want, receive, send
from tremula.importers.limits import Source
from tremula.importers.steps import START, Position, Step, Steps

TOO_SLOW = "Reading this file takes far longer than it should, so it was stopped. Ask for a smaller file."

BROKE_OFF = (
    "Reading this file broke off. It may be damaged, or too large to be read in one piece. "
    "What was read before is kept."
)


def look(source: Source) -> Looked:
    """What a file is; the Refusals of catalogue.look, or "too-much", "too-slow", "broke-off"."""
    for said in conversation(source, Order(source.name, source.size)):
        if isinstance(said, Seen):
            return said.seen
    raise ended(0)


def read(
    source: Source,
    kind: Kind,
    mapping: Mapping[str, str],
    words: DirectoryWords,
    after: Position = START,
    *,
    today: str = "",
) -> Steps:
    """The file's rows from `after` on; Refusals of every importer, "too-much", "too-slow", "broke-off"."""
    order = Order(source.name, source.size, words, kind, mapping, after.offset, after.line, today)
    for said in conversation(source, order):
        if isinstance(said, Rows):
            for row in said.rows:
                yield Step(row.entry or row.problem, Position(row.offset, row.line), row.notes)


def conversation(source: Source, order: Order) -> Iterator[Rows | Seen]:
    """What the process tells, while it is given the pieces it asks for."""
    decoder = msgspec.msgpack.Decoder(Said)
    with child() as process, source.open() as stream:
        given, told = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        try:
            send(given, msgspec.msgpack.encode(order))
            while (body := receive(told)) is not None:
                said = decoder.decode(body)
                if isinstance(said, Want):
                    stream.seek(said.number * SIDE)
                    send(given, stream.read(SIDE))
                elif isinstance(said, Refused):
                    raise Refusal(said.code, said.words)
                else:
                    yield said
                    if isinstance(said, Seen) or not said.rows:
                        return
        except BrokenPipeError:
            pass
        raise ended(process.wait())


@contextmanager
def child() -> Iterator[subprocess.Popen[bytes]]:
    """The process, gone afterwards whatever happens."""
    command = [sys.executable, "-P", "-m", "tremula.importers.child"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:  # noqa: S603 - our own module
        try:
            yield process
        finally:
            process.kill()
            with suppress(BrokenPipeError):
                cast(BinaryIO, process.stdin).close()


def ended(code: int) -> Refusal:
    """Why a process ended without its last word."""
    if code == -signal.SIGXCPU:
        return Refusal("too-slow", TOO_SLOW)
    return Refusal("broke-off", BROKE_OFF)
