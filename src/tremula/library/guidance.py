"""Reads content/support, content/evidence and the hazard log: every mistake has file, line and a way out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from tremula.core.failure import Problem
from tremula.core.guidance import (
    Country,
    Differences,
    Elsewhere,
    Evidence,
    Grounding,
    Guidance,
    HazardLog,
    IntendedUse,
    Known,
    Support,
)
from tremula.core.journal.words import JournalWords
from tremula.core.learn.help import FirstSteps, KindsOfHelp
from tremula.library import daily, learn
from tremula.library.nodes import Read
from tremula.library.shape import shaped
from tremula.library.shelf import read_file
from tremula.library.texts import NO_STOP, claim_rules, texts_in

Kind = TypeVar("Kind")
FILES: dict[str, type[Any]] = {
    "support/grounding.yaml": Grounding,
    "support/elsewhere.yaml": Elsewhere,
    "support/kinds-of-help.yaml": KindsOfHelp,
    "support/first-steps.yaml": FirstSteps,
    "evidence/known.yaml": Known,
    "evidence/differences.yaml": Differences,
    "evidence/intended-use.yaml": IntendedUse,
    "journal/prompts.yaml": JournalWords,
}
HAZARDS = "safety/hazards.yaml"
QUOTED = ("claim", "article")
"""Keys whose words are the article's, shown as such."""
STATES = ("freezing", "flooding", "dissociating")
POSTURES = ("lying", "standing", "wall", "fold", "sitting")


class GuidanceError(Exception):
    """The content cannot be used; `problems` says where, what and the way out."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_guidance(root: Path) -> Guidance:
    """Everything that the public pages show, and what the days are asked. Raises GuidanceError."""
    found, problems = look(root)
    pages, wrong = learn.look(root)
    wrong += daily.problems_in(root)
    if problems or wrong:
        raise GuidanceError(problems + wrong)
    countries = {name: value for name, value in found.items() if isinstance(value, Country)}
    by_name = sorted(countries.values(), key=lambda country: country.name)
    support = Support(
        found["support/grounding.yaml"],
        found["support/elsewhere.yaml"],
        {country.id: country for country in by_name},
    )
    evidence = Evidence(*(found[name] for name in FILES if name.startswith("evidence/")))
    help, steps = found["support/kinds-of-help.yaml"], found["support/first-steps.yaml"]
    teaching, practice = learn.teaching(root, pages, help, steps), daily.read_practice(root)
    return Guidance(support, evidence, teaching, practice, found["journal/prompts.yaml"])


def problems_in(root: Path) -> list[Problem]:
    """Everything that is wrong in these folders."""
    hazards = look_at_hazards(root)[1] if (root / HAZARDS).is_file() else []
    return look(root)[1] + learn.look(root)[1] + daily.problems_in(root) + hazards


def read_hazards(root: Path) -> HazardLog:
    """The hazard log. Raises GuidanceError."""
    log, problems = look_at_hazards(root)
    if log is None or problems:
        raise GuidanceError(problems)
    return log


def look_at_hazards(root: Path) -> tuple[HazardLog | None, list[Problem]]:
    """The hazard log, and what is wrong with it."""
    read, log = read_one(root / HAZARDS, HAZARDS, HazardLog)
    if log is not None:
        ids = [hazard.id for hazard in log.hazards]
        for place, id in enumerate(ids):
            if id in ids[:place]:
                read.wrong(("hazards", place, "id"), f"“{id}” is there already; choose another id")
    return log, read.problems


def look(root: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Each file's value by its path, and the problems of all."""
    found: dict[str, Any] = {}
    reads: dict[str, Read] = {}
    problems: list[Problem] = []
    for path in sorted((*root.glob("support/*"), *root.glob("evidence/*"), *root.glob("journal/*"))):
        where = path.relative_to(root).as_posix()
        kind = kind_of(where)
        if kind is None:
            problems.append(
                Problem(where, 1, "this file is not known here; name a country’s file like de.yaml")
            )
            continue
        read, value = read_one(path, where, kind)
        if value is not None:
            found[where], reads[where] = value, read
            read.problems += rules(read, value)
        problems += read.problems
    problems += missing(found, root)
    problems += help_problems(root, found, reads)
    return found, sorted(problems, key=lambda problem: (problem.where, problem.line))


def help_problems(root: Path, found: dict[str, Any], reads: dict[str, Read]) -> Iterator[Problem]:
    """What the kinds of help and the first steps name, and is not there."""
    help, steps = found.get("support/kinds-of-help.yaml"), found.get("support/first-steps.yaml")
    wrong: list[tuple[str, learn.Wrong]] = []
    if help is not None:
        wrong += [("support/kinds-of-help.yaml", each) for each in learn.help_rules(help)]
    if help is not None and steps is not None:
        kinds = [kind.id for kind in help.kinds]
        found_wrong = learn.steps_rules(steps, kinds, learn.rows_of(root))
        wrong += [("support/first-steps.yaml", each) for each in found_wrong]
    for where, (place, what) in wrong:
        yield Problem(where, reads[where].line(place), what)


def kind_of(where: str) -> type[Any] | None:
    """What a file holds, by its name."""
    folder, _, name = where.partition("/")
    country = folder == "support" and name.endswith(".yaml") and len(name) == len("xx.yaml")
    return Country if country else FILES.get(where)


def read_one(path: Path, where: str, kind: type[Kind]) -> tuple[Read, Kind | None]:
    """One file in its shape."""
    if not path.is_file():
        return Read(where, problems=[Problem(where, 1, "the file is missing; bring it back")]), None
    read = read_file(path, where)
    return read, shaped(read, kind)


def missing(found: dict[str, Any], root: Path) -> Iterator[Problem]:
    """The files without which a page would have nothing to show."""
    for where in FILES:
        if where not in found and not (root / where).exists():
            yield Problem(where, 1, "the file is missing; bring it back")


def rules(read: Read, value: object) -> Iterator[Problem]:
    """What a shape cannot say."""
    for path, words in texts_in(read.value, ()):
        if path[-1] in QUOTED:
            continue
        for at, what in claim_rules(path, words):
            yield Problem(read.where, read.line(at), what)
        if read.where == "support/grounding.yaml" and NO_STOP.search(words):
            what = "knees together make the shaking stronger; say “legs long and flat” for the stop"
            yield Problem(read.where, read.line(path), what)
    if isinstance(value, Country):
        yield from country_rules(read, value)
    if isinstance(value, Grounding):
        yield from grounding_rules(read, value)


def country_rules(read: Read, country: Country) -> Iterator[Problem]:
    """Its name, its date, and somebody who answers at any hour."""
    if read.where != f"support/{country.id}.yaml":
        what = f"the id is “{country.id}”; name the file {country.id}.yaml or change the id"
        yield Problem(read.where, read.line(("id",)), what)
    try:
        date.fromisoformat(country.date)
    except ValueError:
        what = f"“{country.date}” is no day; write it like 2026-11-22"
        yield Problem(read.where, read.line(("date",)), what)
    if not any(line.always for line in country.lines):
        what = "nobody answers at night; add a line with “always: true”, or leave the country out"
        yield Problem(read.where, read.line(("lines",)), what)


def grounding_rules(read: Read, grounding: Grounding) -> Iterator[Problem]:
    """A stop for every posture, each of the three states once, and a breath to follow."""
    stops = [stop.id for stop in grounding.stops]
    for posture in POSTURES:
        if stops.count(posture) != 1:
            yield Problem(
                read.where,
                read.line(("stops",)),
                f"“{posture}” needs one stop; it has {stops.count(posture)}",
            )
    states: list[str] = [state.id for state in grounding.states]
    for state in STATES:
        if states.count(state) != 1:
            yield Problem(read.where, read.line(("states",)), f"“{state}” must be there once")
    if not any(step.breath for step in grounding.always):
        yield Problem(read.where, read.line(("always",)), "no step has “breath: true”; the circle needs one")
