"""Everything that can be wrong with content, from the shape of a file to a sentence that is too long."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tremula.core.exercise.fit import NEEDS, TAGS
from tremula.core.exercise.script import PARTS, Script
from tremula.core.failure import Problem
from tremula.library.nodes import Read
from tremula.library.numbers import Wrong, number_rules
from tremula.library.practice import practice_rules
from tremula.library.safety_files import safety_problems
from tremula.library.shelf import Shelf, read_shelf
from tremula.library.spoken import spoken_rules
from tremula.library.texts import text_rules
from tremula.library.variants import variant_rules


def check(root: Path) -> list[Problem]:
    """All problems of a content folder, by file and line; none means that it can be used."""
    return problems_of(read_shelf(root)) + safety_problems(root)


def problems_of(shelf: Shelf) -> list[Problem]:
    """The problems found while reading, and those of the scripts that could be read."""
    problems = list(shelf.problems)
    for id, script in shelf.scripts.items():
        read = shelf.files[id]
        problems += [Problem(read.where, read.line(path), what) for path, what in rules(script, read, shelf)]
    problems += missing_parts(shelf)
    problems += missing_reasons(shelf)
    return sorted(problems, key=lambda problem: (problem.where, problem.line))


def rules(script: Script, read: Read, shelf: Shelf) -> Iterator[Wrong]:
    """Every rule for one script; what only compiling shows comes when the rest is right."""
    found = list(
        chain(
            number_rules(script),
            text_rules(script, read),
            practice_rules(script, shelf.poses),
            variant_rules(script, shelf.poses),
            place_rules(script, shelf),
        )
    )
    yield from found
    if not found and shelf.words is not None:
        yield from spoken_rules(script, shelf.words, shelf.speech)


def place_rules(script: Script, shelf: Shelf) -> Iterator[Wrong]:
    """A number belongs to one exercise."""
    twins = [other.id for other in shelf.scripts.values() if other.number == script.number and script.number]
    if len(twins) > 1 and script.id != twins[0]:
        yield (
            ("number",),
            f"number {script.number} is “{twins[0]}” already; choose a free one or take it away",
        )


def missing_parts(shelf: Shelf) -> Iterator[Problem]:
    """Without its parts no session can be led."""
    if shelf.problems:
        return
    for part in PARTS:
        if part not in shelf.scripts:
            where = f"exercises/parts/{part}.yaml"
            yield Problem(where, 1, f"the part “{part}” is missing; bring the file back")


def missing_reasons(shelf: Shelf) -> Iterator[Problem]:
    """Whatever a body bars, its reason can be told."""
    if shelf.words is None:
        return
    fit = shelf.words.fit
    for key, there, wanted in (("needs", fit.needs, NEEDS), ("tags", fit.tags, TAGS)):
        for name in wanted:
            if name not in there:
                what = f"under “fit: {key}:” the words for “{name}” are missing; add a line “{name}: …”"
                yield Problem("words/en/practice.yaml", 1, what)
