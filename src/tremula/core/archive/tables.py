"""The archive's tables for people and spreadsheets. They are never read in again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from tremula.core.archive.lines import AnswerLine, EntryLine, EventLine, SessionLine, SettingLine

SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
DANGEROUS = (*SIGNS, "\t", "\r", "\n")
"""With one of these a cell may be taken for a formula (OWASP, CSV injection); also in their wide forms."""
INSIDE = re.compile(f"([;\\t\\r\\n])(?=[{re.escape(''.join(SIGNS))}])")
"""Where a spreadsheet that parts cells at semicolons or tabs, as many in Europe do, would see one begin."""
Row = Sequence[object]
HEADS: Mapping[str, tuple[str, ...]] = {
    "sessions": ("id", "begun", "ended", "end", "exercises", "dose", "demo"),
    "events": ("session", "device", "seq", "wall", "ms since begin", "kind", "details"),
    "answers": ("id", "kind", "at", "session", "field", "value"),
    "settings": ("key", "field", "value"),
    "journal": ("id", "made", "kind", "prompt", "session"),
}
"""The tables with their columns; each is made of the records of the same name."""


def safe(value: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    return ("'" if value.startswith(DANGEROUS) else "") + INSIDE.sub(r"\1'", value)


def rows_of(line: object) -> Iterator[Row]:
    """The table rows of one record."""
    match line:
        case SessionLine():
            done = " ".join(line.exercises)
            yield line.id, line.begun, line.ended, line.end, done, line.dose, line.demo
        case EventLine():
            details = bytes(line.body).decode()
            yield line.session, line.device, line.seq, line.wall, line.at, line.kind, details
        case AnswerLine():
            for field, value in leaves(msgspec.json.decode(line.body)):
                yield line.id, line.kind, line.at, line.session or "", field, value
        case SettingLine():
            for field, value in leaves(msgspec.json.decode(line.value)):
                yield line.key, field, value
        case EntryLine():
            yield line.id, line.made, line.kind, line.prompt, line.session or ""


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, object]]:
    """Every single value with its place: {"a": {"b": 1}} is ("a.b", 1). What is empty is told too."""
    inside: Iterable[tuple[object, Any]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value, 1)
    if not inside or not value:
        yield path, "" if value in ({}, [], None) else value
        return
    for key, each in inside:
        yield from leaves(each, f"{path}.{key}" if path else str(key))
