"""What every importer gives back, row by row: an entry or a problem, and how far the file is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tremula.core.directory.entry import Entry
from tremula.core.directory.normal import entry_of
from tremula.core.directory.reading import Unreadable
from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Problem

Notes = tuple[Problem, ...]
"""What of a row was left out, or may be wrong, although the row is kept."""
Told = tuple[Entry | Problem | None, Notes]


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
    notes: Notes = ()


Steps = Iterator[Step]


def told_of(row: Mapping[str, str], words: DirectoryWords, where: str, line: int) -> Told:
    """The entry of a row with its notes, or what is wrong with it."""
    try:
        entry, notes = entry_of(row, words)
    except Unreadable as error:
        return Problem(where, line, str(error)), ()
    return entry, tuple(Problem(where, line, note) for note in notes)
