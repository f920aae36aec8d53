"""Reads content/ into a Library. What is wrong is told all at once, with file and line; it mends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from tremula.core.exercise.script import Library, Script
from tremula.core.failure import Problem
from tremula.library.body_map import read_body_map
from tremula.library.check import problems_of
from tremula.library.places import find_content
from tremula.library.shelf import Shelf, read_shelf

__all__ = ["ContentError", "find_content", "read_library"]

ORDER = ("arrive", "stop-practice", "", "settle", "rest")
"""Where the parts stand around the exercises ("")."""


class ContentError(Exception):
    """The content cannot be used; `problems` says where, what and the way out."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = list(problems)


def read_library(root: Path) -> Library:
    """All of content/, checked and ready to be compiled. Raises ContentError."""
    shelf = read_shelf(root)
    body_map, undrawn = read_body_map(root)
    problems = [*problems_of(shelf), *undrawn]
    if problems:
        raise ContentError(problems)
    return replace(library_of(shelf), body_map=body_map)


def library_of(shelf: Shelf) -> Library:
    """What a shelf without problems holds, in the order of practice."""
    assert shelf.words is not None, "a shelf without words has a problem"
    scripts = dict(sorted(shelf.scripts.items(), key=place_of))
    return Library(scripts, shelf.poses, shelf.words, shelf.speech, shelf.body)


def place_of(named: tuple[str, Script]) -> tuple[int, int, str]:
    """Parts before and after, exercises by their number, those without a number last among them."""
    id, script = named
    part = id if id in ORDER else ""
    return ORDER.index(part), script.number or 99, id
