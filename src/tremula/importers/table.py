"""CSV: its columns, a few rows to look at, and every row as an entry. A bad row stops nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from tremula.core.directory.entry import Entry, clean
from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Problem, Refusal
from tremula.importers.limits import Source, opened
from tremula.importers.lines import BOM, HEAD, Lines, encoding_of, end_of
from tremula.importers.rows import Row, rows_of
from tremula.importers.steps import START, Notes, Position, Step, Steps, Told, told_of

DELIMITERS = ",;\t|"
MOST_COLUMNS = 1000
SAMPLES = 3
NO_TABLE = "The first line should name at least two columns, with commas or semicolons between them."
EXCEL = re.compile(r"sep=(.)\s*$", re.IGNORECASE)
"""The line by which Excel tells a table's delimiter."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written."""

    encoding: str
    end: bytes
    delimiter: str
    columns: tuple[str, ...]
    begin: Position
    """Behind the names of the columns."""
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
    encoding, end = encoding_of(head), end_of(head)
    text = head.removeprefix(BOM).decode(encoding, "replace")
    first = [line for line in text.splitlines() if line.strip()]
    if not first:
        raise Refusal("no-table", "The file is empty. Its first line should name the columns.")
    delimiter = delimiter_of(first[0])
    with closing(opened(source)) as stream:
        rows = rows_of(Lines(stream, encoding, end=end), delimiter)
        columns, begin = head_row(rows)
        samples = tuple(tuple(map(clean, row))[: len(columns)] for row in first_few(rows))
    return Shape(encoding, end, delimiter, columns, begin, samples)


def delimiter_of(line: str) -> str:
    """What stands between cells: the most frequent sign outside of quotation marks."""
    if (told := EXCEL.match(line)) is not None:
        return told[1]
    bare = re.sub(r'"[^"]*"', "", line)
    return max(DELIMITERS, key=bare.count)


def head_row(rows: Iterator[Row]) -> tuple[tuple[str, ...], Position]:
    """The columns' names and where they end; what stands empty before them is passed over."""
    for row, _, after, _ in rows:
        if isinstance(row, str):
            raise Refusal("no-table", NO_TABLE)
        told = [cell for cell in row if cell.strip()]
        if told and not told[0].lower().startswith("sep="):
            return named(row), after
    raise Refusal("no-table", NO_TABLE)


def first_few(rows: Iterator[Row]) -> Iterator[list[str]]:
    """Up to three rows that are not empty."""
    found = 0
    for row, *_ in rows:
        if isinstance(row, list) and any(row):
            yield row
            found += 1
        if found == SAMPLES:
            return


def named(row: list[str]) -> tuple[str, ...]:
    """The columns' names; a second column of the same name gets a number."""
    if not 1 < len(row) <= MOST_COLUMNS:
        raise Refusal("no-table", NO_TABLE)
    found: list[str] = []
    for number, cell in enumerate(row, 1):
        name = clean(cell) or f"column {number}"
        found.append(name if name not in found else f"{name} ({number})")
    return tuple(found)


def read_table(
    source: Source, mapping: Mapping[str, str], words: DirectoryWords, after: Position = START
) -> Steps:
    """Every row from `after` on; `mapping` is column by field."""
    shape = shape_of(source)
    places = {field: shape.columns.index(column) for field, column in mapping.items()}
    for row, begin, behind, odd in rows_from(source, shape, after):
        item, notes = item_of(row, begin, places, width=len(shape.columns), where=source.name, words=words)
        yield Step(item, behind, (*notes, *odd_letters(item, odd, source.name, begin)))


def rows_from(source: Source, shape: Shape, after: Position) -> Iterator[Row]:
    """The rows behind a position; behind the names of the columns where none is given."""
    begin = after if after.offset else shape.begin
    with closing(opened(source)) as stream:
        lines = Lines(stream, shape.encoding, begin.offset, begin.line, end=shape.end)
        yield from rows_of(lines, shape.delimiter)


def item_of(
    row: list[str] | str,
    line: int,
    places: Mapping[str, int],
    *,
    width: int,
    where: str,
    words: DirectoryWords,
) -> Told:
    """The entry or what is wrong with it; None for an empty line."""
    if isinstance(row, str):
        return Problem(where, line, f"{row}; mend this line"), ()
    if not any(cell.strip() for cell in row):
        return None, ()
    while len(row) > width and not row[-1].strip():
        row.pop()
    if len(row) == 1 and width > 1:
        return Problem(where, line, f"one cell only, but {width} columns; the row seems to be cut off"), ()
    if len(row) > width:
        what = f"{len(row)} cells, but {width} columns; put quotation marks around commas"
        return Problem(where, line, what), ()
    cells = {field: row[place] if place < len(row) else "" for field, place in places.items()}
    return told_of(cells, words, where, line)


def odd_letters(item: object, odd: bool, where: str, line: int) -> Notes:
    """The note of a line that is kept, and written otherwise than the rest of its file."""
    words = "this line is not written in UTF-8; look whether its special letters are right"
    return (Problem(where, line, words),) if odd and isinstance(item, Entry) else ()
