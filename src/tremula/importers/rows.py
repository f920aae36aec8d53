"""Rows of a table, one at a time. A quotation mark that is never closed costs its own row, and no other."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from tremula.importers.lines import LONGEST, Lines
from tremula.importers.steps import Position

MOST_LINES = 1000
"""Lines of one row: more are no text that somebody wrote into a cell."""
TOO_LONG = "the line is longer than 1 MB"
QUOTES = "the quotation marks do not fit"
LONG_CELL = "a cell is longer than 1 MB, or its quotation marks do not fit"
MANY_LINES = f"a cell has more than {MOST_LINES} lines, or its quotation marks do not fit"
Row = tuple[list[str] | str, int, Position, bool]
"""The cells, or why there are none; the line it begins at; where the next begins; whether letters are odd."""
csv.field_size_limit(LONGEST)


Given = tuple[str, Position, bool]


class Feed:
    """Lines for the csv module, which can be given a second time."""

    def __init__(self, lines: Lines) -> None:
        self.lines, self.more = lines, iter(lines)
        self.again: deque[Given] = deque()
        self.taken: list[Given] = []
        self.size = 0

    def __iter__(self) -> Feed:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES:
            raise csv.Error(MANY_LINES)
        if self.size > 2 * LONGEST:
            raise csv.Error(LONG_CELL)
        if self.again:
            given = self.again.popleft()
        else:
            text = next(self.more)
            given = (text, Position(self.lines.offset, self.lines.line), self.lines.odd)
        self.taken.append(given)
        self.size += len(given[0])
        if not given[0]:
            raise csv.Error(TOO_LONG if len(self.taken) == 1 else QUOTES)
        return given[0]

    def begin(self) -> None:
        """The next row."""
        self.taken.clear()
        self.size = 0

    def first_only(self) -> Given:
        """Only the first line of the row is done; the others are given again."""
        self.again.extendleft(reversed(self.taken[1:]))
        return self.taken[0]


def rows_of(lines: Lines, delimiter: str) -> Iterator[Row]:
    """Each row, or what is wrong with its first line."""
    feed, begin = Feed(lines), lines.line + 1
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.begin()
        try:
            row: list[str] | str = next(reader)
            after, odd = feed.taken[-1][1], any(given[2] for given in feed.taken)
        except StopIteration:
            return
        except csv.Error as error:
            row, (_, after, odd) = why(error), feed.first_only()
        yield row, begin, after, odd
        begin = after.line + 1


def why(error: csv.Error) -> str:
    """Why a row has no cells, in plain words."""
    said = str(error)
    return said if said in (TOO_LONG, MANY_LINES, LONG_CELL) else LONG_CELL if "limit" in said else QUOTES
