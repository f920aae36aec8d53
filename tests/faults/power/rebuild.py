"""Rebuilds the disk as a power cut could have left it: all that was flushed, and any part of what was not."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Operation = tuple[str, int, int, bytes]
Model = Literal["nothing", "prefix", "subset", "sectors"]
MODELS: tuple[Model, ...] = ("nothing", "prefix", "subset", "sectors")
DATABASE, LOG, ACKS = 1, 2, 3


def operations(journal: bytes) -> Iterator[Operation]:
    at = 0
    while at < len(journal):
        what, number, offset, length = struct.unpack_from("<BBqq", journal, at)
        at += 18
        yield chr(what), number, offset, journal[at : at + length]
        at += length


@dataclass
class File:
    flushed: bytearray = field(default_factory=bytearray)
    waiting: list[Operation] = field(default_factory=list)

    def take(self, operation: Operation) -> None:
        if operation[0] == "f":
            self.flushed, self.waiting = self.after(self.waiting), []
        elif operation[0] == "u":
            self.flushed, self.waiting = bytearray(), []
        else:
            self.waiting.append(operation)

    def after(self, done: list[Operation]) -> bytearray:
        data = bytearray(self.flushed)
        for what, _, offset, written in done:
            if what == "t":
                data[:] = data[:offset].ljust(offset, b"\0")
            else:
                data[:] = data.ljust(offset, b"\0")
                data[offset : offset + len(written)] = written
        return data

    def left_by(self, model: Model, chance: random.Random) -> bytearray:
        if model == "nothing":
            return self.after([])
        if model == "prefix":
            return self.after(self.waiting[: chance.randint(0, len(self.waiting))])
        if model == "subset":
            return self.after([one for one in self.waiting if chance.random() < 0.5])
        return self.after([part for one in self.waiting for part in sectors(one) if chance.random() < 0.5])


def sectors(operation: Operation) -> Iterator[Operation]:
    what, number, offset, written = operation
    if what == "t":
        yield operation
    for start in range(0, len(written), 512):
        yield what, number, offset + start, written[start : start + 512]


def states(
    journal: bytes, begun: dict[int, bytes], count: int, model: Model
) -> Iterator[tuple[bytes, bytes, int]]:
    """Database, log, and the highest acknowledged seq, at `count` random moments."""
    chance, known = random.Random(11), list(operations(journal))
    moments = sorted(chance.sample(range(len(known)), count))
    files = {number: File(bytearray(begun.get(number, b""))) for number in (DATABASE, LOG)}
    acknowledged = 0
    for moment, operation in enumerate(known):
        if operation[1] == ACKS:
            acknowledged = int.from_bytes(operation[3])
        else:
            files[operation[1]].take(operation)
        if moments and moment == moments[0]:
            moments.pop(0)
            left = [files[number].left_by(model, chance) for number in (DATABASE, LOG)]
            yield bytes(left[0]), bytes(left[1]), acknowledged
