"""Reads content/learn and what the kinds of help refer to: every mistake has file, line and a way out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from tremula.core.failure import Problem
from tremula.core.learn.day import Day
from tremula.core.learn.help import FirstSteps, KindsOfHelp
from tremula.core.learn.letter import LetterWords
from tremula.core.learn.pages import MOST_WORDS, Glossary, Learning, LearnPage, word_count
from tremula.core.learn.shelf import Teaching
from tremula.core.safety.questions import ScreeningRules
from tremula.library.measures import measures_in
from tremula.library.nodes import Path as Place
from tremula.library.nodes import Read
from tremula.library.questionnaires import look as look_at_forms
from tremula.library.shape import shaped
from tremula.library.shelf import named_like, read_file
from tremula.library.texts import claim_rules, texts_in

Wrong = tuple[Place, str]
FOLDER = "learn"
FORM = "pc-ptsd-5"
KINDS: Mapping[str, type[Any]] = {
    "glossary.yaml": Glossary,
    "day.yaml": Day,
    "letter.yaml": LetterWords,
}
"""Files that are no page."""
QUOTED = ("claim",)
FILLED = {"sessions": ("sessions",), "exercises": ("exercises",), "signs": ("signs",), "read": ("title",)}
"""What each text of the letter may be filled with."""
PUT_IN = re.compile(r"\{([^}]*)\}")


def look(root: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Each file's value by its name, and the problems of all."""
    found: dict[str, Any] = {}
    reads: dict[str, Read] = {}
    problems: list[Problem] = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        read = read_file(path, path.relative_to(root).as_posix())
        value = shaped(read, KINDS.get(path.name, LearnPage))
        problems += read.problems
        if value is not None:
            found[path.name], reads[path.name] = value, read
    names = names_in(root, found)
    for name, value in found.items():
        problems += [
            Problem(reads[name].where, reads[name].line(place), what)
            for place, what in rules(reads[name], value, names)
        ]
        if isinstance(value, LearnPage):
            problems += named_like(reads[name], value.id)
    problems += [
        Problem(f"{FOLDER}/{name}", 1, "the file is missing; bring it back")
        for name in KINDS
        if not (root / FOLDER / name).is_file()
    ]
    return found, problems


def teaching(root: Path, found: Mapping[str, Any], help: KindsOfHelp, steps: FirstSteps) -> Teaching:
    """All of it, after `look` found nothing wrong."""
    pages = [value for value in found.values() if isinstance(value, LearnPage)]
    return Teaching(
        learning=Learning({each.id: each for each in pages}, found["glossary.yaml"]),
        day=found["day.yaml"],
        letter=found["letter.yaml"],
        help=help,
        steps=steps,
        form=look_at_forms(root)[0][FORM],
    )


class Names:
    """What a page may refer to."""

    def __init__(self, measures: Collection[str], poses: Collection[str], pages: Collection[str]) -> None:
        self.measures = measures
        self.poses = poses
        self.pages = pages


def names_in(root: Path, found: Mapping[str, Any]) -> Names:
    """Forms, poses and pages by their names."""
    poses = {path.stem for path in (root / "figures").glob("*.yaml")}
    pages = [value.id for value in found.values() if isinstance(value, LearnPage)]
    return Names(measures_in(root), poses, pages)


def rules(read: Read, value: object, names: Names) -> Iterator[Wrong]:
    """What a shape cannot say."""
    for place, words in texts_in(read.value, ()):
        if place[-1] not in QUOTED:
            yield from claim_rules(place, words)
    if isinstance(value, LearnPage):
        yield from page_rules(value, names)
    if isinstance(value, Day):
        yield from day_rules(value)
    if isinstance(value, LetterWords):
        yield from letter_rules(read, value, names)


def page_rules(page: LearnPage, names: Names) -> Iterator[Wrong]:
    """Short enough, each line said by one, everything that it names is there."""
    if (count := word_count(page)) > MOST_WORDS:
        yield ("title",), f"{count} words; {MOST_WORDS} is the most on a page; make two pages of it"
    for part, each in enumerate(page.parts):
        for number, line in enumerate(each.lines):
            if (line.says is None) == (line.claim is None):
                what = "write “says: …” for what we say, or “claim: …” for what the article says, not both"
                yield ("parts", part, "lines", number), what
    if page.pose is not None and page.pose not in names.poses:
        yield ("pose",), f"there is no pose “{page.pose}”; the poses lie in content/figures"
    if (page.pose is None) != (page.pose_words is None):
        yield ("pose",), "a picture needs its words, and words their picture; give “pose” and “pose-words”"
    for number, outcome in enumerate(page.outcomes):
        for measure in outcome.by:
            if measure not in names.measures:
                what = f"“{measure}” is no measure; name a questionnaire, or form/scale, or form/question"
                yield ("outcomes", number, "by"), what


def day_rules(day: Day) -> Iterator[Wrong]:
    """Every state and everything that happens has as many entries as there are hours."""
    if any(before >= after for before, after in pairwise(day.hours)):
        yield ("hours",), "the hours must rise from the first to the last"
    if len(day.happens) != len(day.hours):
        yield ("happens",), f"{len(day.happens)} entries, but {len(day.hours)} hours; give one for each hour"
    for number, state in enumerate(day.states):
        if len(state.levels) != len(day.hours):
            what = f"{len(state.levels)} levels, but {len(day.hours)} hours; give one for each hour"
            yield ("states", number, "levels"), what
    if len({state.id for state in day.states}) != len(day.states):
        yield ("states",), "each of regulated, on and off must be there once"
    for zone in {"rest", "between", "energy"} - set(day.zones):
        yield ("zones",), f"“{zone}” is missing; say what pulse, breath and senses do then"


def letter_rules(read: Read, letter: LetterWords, names: Names) -> Iterator[Wrong]:
    """Only what is known is filled in, and the page for a hard week is there."""
    for place, words in texts_in(read.value, ()):
        may = FILLED.get(str(place[-1]), ())
        for name in PUT_IN.findall(words):
            if name not in may:
                known = ", ".join(f"{{{each}}}" for each in may) or "nothing"
                yield place, f"“{{{name}}}” cannot be filled in here; this text knows {known}"
    if letter.when_worse not in names.pages:
        yield ("when-worse",), f"there is no page “{letter.when_worse}”; name a page of content/learn"


def help_rules(help: KindsOfHelp) -> Iterator[Wrong]:
    """Each kind once."""
    yield from doubles([kind.id for kind in help.kinds], "kinds")


def steps_rules(steps: FirstSteps, kinds: Collection[str], rows: Collection[str] | None) -> Iterator[Wrong]:
    """Every name in a rule is one that exists; the last rule catches everybody."""
    yield from doubles([rule.id for rule in steps.rules], "rules")
    choices = {each.id: [choice.id for choice in each.choices] for each in steps.questions}
    for number, rule in enumerate(steps.rules):
        place: Place = ("rules", number)
        yield from unknown(rule.kinds, kinds, (*place, "kinds"), "kind of help")
        yield from unknown(
            rule.when.rows,
            rule.when.rows if rows is None else rows,
            (*place, "when", "rows"),
            "row of the screening",
        )
        yield from unknown(rule.when.answers, choices, (*place, "when", "answers"), "question")
        for question, answers in rule.when.answers.items():
            there = choices.get(question, answers)
            yield from unknown(answers, there, (*place, "when", "answers", question), "answer")


def doubles(ids: list[str], key: str) -> Iterator[Wrong]:
    """An id that stands twice."""
    for number, id in enumerate(ids):
        if id in ids[:number]:
            yield (key, number, "id"), f"“{id}” is there already; choose another id"


def unknown(named: Collection[str], there: Collection[str], place: Place, what: str) -> Iterator[Wrong]:
    """A name of nothing."""
    for name in named:
        if name not in there:
            yield place, f"there is no {what} “{name}”; there are {', '.join(there)}"


def rows_of(root: Path) -> list[str] | None:
    """The rows of the screening, by id; None when it cannot be read, which is told where it is."""
    path = root / "safety/screening.yaml"
    read = read_file(path, "safety/screening.yaml") if path.is_file() else None
    rules = shaped(read, ScreeningRules) if read else None
    return [row.id for row in rules.rows] if rules else None
