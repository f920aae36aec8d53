"""What a content folder holds that nobody will ever meet: words no dose reaches, files nobody reads, gaps.

It finds nothing that keeps content from being used: only `tremula content check` tells it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tremula.core.exercise.choices import choose
from tremula.core.exercise.fitting import as_script
from tremula.core.exercise.script import During, Limits, Part, Script, Words
from tremula.core.exercise.segments import Making, segment_of, walks
from tremula.core.failure import Problem
from tremula.library.nodes import Path as Place
from tremula.library.numbers import Wrong
from tremula.library.shelf import Shelf, is_hidden
from tremula.library.spoken import DOSES
from tremula.library.walk import during_of, part_steps, parts_of

METHOD = 8
"""The exercises of the method, numbered from 1."""
PLACES = ("places/areas.tsv", "places/cities.tsv.gz")


def problems_in(root: Path, shelf: Shelf) -> list[Problem]:
    """Everything of this kind; `shelf` is what was read of the folder, and has no problems of its own."""
    found = [*unread(root), *missing_numbers(shelf), *missing_places(root)]
    if shelf.words is not None:
        for id, script in shelf.scripts.items():
            read = shelf.files[id]
            for path, what in unreached(script, shelf.words, shelf):
                found.append(Problem(read.where, read.line(path), what))
    return sorted(found, key=lambda problem: (problem.where, problem.line))


def unread(root: Path) -> Iterator[Problem]:
    """Files whose name keeps them from being read: all but `.yaml` among the exercises, `.yml` elsewhere."""
    for path in sorted(root.rglob("*")):
        where = path.relative_to(root)
        among = where.parts[0] == "exercises" and path.suffix != ".yaml"
        if not is_hidden(where) and (among or path.suffix in (".yml", ".YAML", ".YML")) and path.is_file():
            what = f"this file is not read; name it {path.stem}.yaml, or take it away"
            yield Problem(where.as_posix(), 1, what)


def missing_numbers(shelf: Shelf) -> Iterator[Problem]:
    """The whole practice is led through all its numbers."""
    there = {script.number for script in shelf.scripts.values()}
    for number in range(1, METHOD + 1):
        if number not in there:
            what = f"no exercise has the number {number}; bring its file back, or number another one so"
            yield Problem("exercises", 1, what)


def missing_places(root: Path) -> Iterator[Problem]:
    """Without them nobody is found near a place."""
    for where in PLACES:
        if not (root / where).is_file():
            yield Problem(where, 1, "the file is missing; bring it back, or the directory knows no place")


def unreached(script: Script, words: Words, shelf: Shelf) -> Iterator[Wrong]:
    """Words inside a long step that are said at no dose."""
    ways = [as_script(script, variant) for variant in script.variants]
    for path, part in parts_of(script):
        way = ways[int(path[1])] if path[0] == "variants" else script
        inside = [each for at in part_steps(part, path) for each in during_of(at.step, at.path)]
        said = said_at_any_dose(way, part, words, shelf) if inside else set()
        yield from (told(place, during) for place, during in inside if during.caption not in said)


def said_at_any_dose(way: Script, part: Part, words: Words, shelf: Shelf) -> set[str]:
    """Every caption of a part, the sides left open again where they were put in."""
    captions = set[str]()
    for dose in DOSES:
        making = Making(way, choose(way, dose, Limits()), words, shelf.speech)
        for walk in walks([part]):
            captions |= {cue.caption for cue in segment_of(making, walk, way.id).cues}
    return captions | {each for caption in captions for each in opened(caption, words)}


def opened(caption: str, words: Words) -> Iterator[str]:
    """A caption with {side} and {other} for what either side is called."""
    for here, other in ((words.left, words.right), (words.right, words.left)):
        yield caption.replace(here, "{side}").replace(other, "{other}")


def told(place: Place, during: During) -> Wrong:
    """What is wrong with words that nobody hears."""
    what = f"“{during.text[:40]}” has no room at {during.at} at any dose, so nobody hears it"
    return (*place, "at"), f"{what}; say it earlier, or make the step longer"
