"""The journal as text that a person can read with anything: a file for each year, oldest entry first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from tremula.core.archive.lines import EntryLine, VersionLine

KINDS = {"after": "After a session", "hard": "About what happened"}


def years(entries: Iterable[tuple[EntryLine, VersionLine]]) -> Iterator[tuple[str, str]]:
    """(year, the year's text) for entries with how they read now, in order of their begin."""
    for year, written in groupby(entries, lambda pair: pair[0].made[:4]):
        yield year, f"# Journal {year}\n" + "".join(told(*pair) for pair in written)


def told(entry: EntryLine, version: VersionLine) -> str:
    """One entry under its day and hour."""
    made = datetime.fromisoformat(entry.made)
    about = [KINDS[entry.kind]] if entry.kind in KINDS else []
    about += [entry.prompt] if entry.prompt else []
    head = f"\n## {made:%A}, {made.day} {made:%B} {made.year}, {made:%H:%M}\n"
    quoted = "".join(f"\n> {line}\n" for line in about)
    return f"{head}{quoted}\n{version.text}\n"
