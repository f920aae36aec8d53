"""Rows of a table, one at a time. A quotation mark that is never closed costs its own row, and no other."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from tremula.importers.lines import Lines
from tremula.importers.steps import Position

MOST_LINES = 200
"""Lines of one row: more are no text that somebody wrote into a cell."""
TOO_LONG = "the line is longer than 1 MB"
QUOTES = "the quotation marks do not fit"
Row = tuple[list[str] | str, int, Position]
"""The cells, or why there are none; the line it begins at; where the next one begins."""


class Feed:
    """Lines for the csv module, which can be given a second time."""

    def __init__(self, lines: Lines) -> None:
        self.lines, self.more = lines, iter(lines)
        self.again: deque[tuple[str, Position]] = deque()
        self.taken: list[tuple[str, Position]] = []

    def __iter__(self) -> Feed:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES:
            raise csv.Error
        if self.again:
            given = self.again.popleft()
        else:
            text = next(self.more)
            given = (text, Position(self.lines.offset, self.lines.line))
        self.taken.append(given)
        if not given[0]:
            raise csv.Error
        return given[0]

    def first_only(self) -> tuple[str, Position]:
        """Only the first line of the row is done; the others are given again."""
        self.again.extendleft(reversed(self.taken[1:]))
        return self.taken[0]


def rows_of(lines: Lines, delimiter: str) -> Iterator[Row]:
    """Each row, or what is wrong with its first line."""
    feed, begin = Feed(lines), lines.line + 1
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.taken.clear()
        try:
            row: list[str] | str = next(reader)
            after = feed.taken[-1][1]
        except StopIteration:
            return
        except csv.Error:
            text, after = feed.first_only()
            row = QUOTES if text else TOO_LONG
        yield row, begin, after
        begin = after.line + 1
