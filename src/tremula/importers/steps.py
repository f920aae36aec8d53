"""What every importer gives back, row by row: an entry or a problem, and how far the file is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tremula.core.directory.entry import Entry
from tremula.core.failure import Problem


@dataclass(frozen=True, slots=True)
class Position:
    """Where to go on: bytes and lines that are done. In FHIR the lines are entries, the bytes their share."""

    offset: int = 0
    line: int = 0


START = Position()


@dataclass(frozen=True, slots=True)
class Step:
    """One row. `item` is None for a row that is not wanted."""

    item: Entry | Problem | None
    after: Position


Steps = Iterator[Step]
