"""CSV: its columns, a few rows to look at, and every row as an entry. A bad row stops nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from tremula.core.directory.entry import Entry, clean
from tremula.core.directory.normal import Unreadable, entry_of
from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Problem, Refusal
from tremula.importers.limits import Source, opened
from tremula.importers.lines import HEAD, Lines, encoding_of
from tremula.importers.steps import START, Position, Step, Steps

DELIMITERS = ",;\t|"
MOST_COLUMNS = 1000
SAMPLES = 3
Row = tuple[list[str] | None, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written."""

    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...] = ()


def head_of(source: Source) -> bytes:
    """The first 64 KB of the content."""
    with closing(opened(source)) as stream:
        head = b""
        while len(head) < HEAD and (piece := stream.read(HEAD - len(head))):
            head += piece
        return head


def shape_of(source: Source) -> Shape:
    """Columns and three rows; Refusal("no-table")."""
    head = head_of(source)
    encoding = encoding_of(head)
    first = head.decode(encoding, "replace").removeprefix("\ufeff").splitlines()
    if not first or not first[0].strip():
        raise Refusal("no-table", "The file is empty. Its first line should name the columns.")
    delimiter = max(DELIMITERS, key=first[0].count)
    with closing(opened(source)) as stream:
        rows = rows_of(Lines(stream, encoding), delimiter)
        columns = named(next(rows)[0] or [])
        samples = [tuple(map(clean, row))[: len(columns)] for row in first_few(rows)]
    return Shape(encoding, delimiter, columns, tuple(samples))


def first_few(rows: Iterator[Row]) -> Iterator[list[str]]:
    """Up to three rows that are not empty."""
    found = 0
    for row, _ in rows:
        if row and any(row):
            yield row
            found += 1
        if found == SAMPLES:
            return


def named(row: list[str]) -> tuple[str, ...]:
    """The columns' names; a second column of the same name gets a number."""
    if not 1 < len(row) <= MOST_COLUMNS:
        words = "The first line should name at least two columns, with commas or semicolons between them."
        raise Refusal("no-table", words)
    found: list[str] = []
    for number, cell in enumerate(row, 1):
        name = clean(cell.removeprefix("\ufeff")) or f"column {number}"
        found.append(name if name not in found else f"{name} ({number})")
    return tuple(found)


def rows_of(lines: Lines, delimiter: str) -> Iterator[Row]:
    """Each row with the line it begins at; None for one that cannot be read."""
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    while True:
        begin = lines.line + 1
        try:
            yield next(reader), begin
        except StopIteration:
            return
        except csv.Error:
            yield None, begin


def read_table(
    source: Source, mapping: Mapping[str, str], words: DirectoryWords, after: Position = START
) -> Steps:
    """Every row from `after` on; `mapping` is column by field."""
    shape = shape_of(source)
    places = {field: shape.columns.index(column) for field, column in mapping.items()}
    with closing(opened(source)) as stream:
        lines = Lines(stream, shape.encoding, after.offset, after.line)
        rows = rows_of(lines, shape.delimiter)
        if not after.offset:
            next(rows)
        for row, begin in rows:
            item = item_of(row, begin, places, width=len(shape.columns), where=source.name, words=words)
            yield Step(item, Position(lines.offset, lines.line))


def item_of(
    row: list[str] | None,
    line: int,
    places: Mapping[str, int],
    *,
    width: int,
    where: str,
    words: DirectoryWords,
) -> Entry | Problem | None:
    """The entry or what is wrong with it; None for an empty line."""
    if row is None:
        return Problem(where, line, "the quotation marks do not fit; check this line and the next ones")
    if not any(row):
        return None
    if len(row) > width:
        return Problem(
            where, line, f"{len(row)} cells, but {width} columns; put quotation marks around commas"
        )
    try:
        cells = {field: row[place] if place < len(row) else "" for field, place in places.items()}
        return entry_of(cells, words)
    except Unreadable as error:
        return Problem(where, line, str(error))
