"""Reads content/practice: check-in, self-care, schedule; every mistake has file, line and a way out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tremula.core.failure import Problem
from tremula.core.practice.measures import HIGH, LOW, CheckInFile, put_together
from tremula.core.practice.schedule import ScheduleWords
from tremula.core.practice.self_care import AMOUNTS, SelfCare
from tremula.core.practice.shelf import Practice
from tremula.core.questionnaire.form import Form
from tremula.library.nodes import Path as Place
from tremula.library.nodes import Read
from tremula.library.questionnaires import look as look_at_forms
from tremula.library.shape import shaped
from tremula.library.shelf import read_file
from tremula.library.texts import claim_rules, texts_in

FOLDER = "practice"
FILES: dict[str, type[Any]] = {
    "check-in.yaml": CheckInFile,
    "self-care.yaml": SelfCare,
    "schedule.yaml": ScheduleWords,
}
Wrong = tuple[Place, str]


def read_practice(root: Path) -> Practice:
    """All of it, after `problems_in` found nothing."""
    found, _ = look(root)
    file = found["check-in.yaml"]
    form = look_at_forms(root)[0][file.form]
    return Practice(put_together(file, form), found["self-care.yaml"], found["schedule.yaml"])


def problems_in(root: Path) -> list[Problem]:
    """Everything that is wrong in this folder."""
    return look(root)[1]


def look(root: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Each file's value by its name, and the problems of all."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, kind in FILES.items():
        where = f"{FOLDER}/{name}"
        if not (root / where).is_file():
            problems.append(Problem(where, 1, "the file is missing; bring it back"))
            continue
        read = read_file(root / where, where)
        value = shaped(read, kind)
        problems += read.problems
        if value is not None:
            found[name] = value
            problems += [Problem(where, read.line(place), what) for place, what in rules(root, read, value)]
    return found, problems


def rules(root: Path, read: Read, value: object) -> Iterator[Wrong]:
    """What a shape cannot say."""
    for path, words in texts_in(read.value, ()):
        yield from claim_rules(path, words)
    if isinstance(value, CheckInFile):
        yield from check_in_rules(value, look_at_forms(root)[0])
    if isinstance(value, SelfCare):
        yield from doubles([field.id for field in value.fields], "fields")
        for name in AMOUNTS:
            if name not in value.amounts:
                yield ("amounts",), f"“{name}” is missing; add a line “{name}: …”"


def check_in_rules(file: CheckInFile, forms: dict[str, Form]) -> Iterator[Wrong]:
    """A form of ratings, each name once, and nothing named that is not there."""
    form = forms.get(file.form)
    if form is None:
        yield ("form",), f"there is no questionnaire “{file.form}”; name one of content/questionnaires"
        return
    yield from form_rules(form)
    of_form = [item.id for item in form.items]
    ids = [*of_form, *(each.id for each in file.rated), file.goal.id]
    yield from doubles(ids, "rated", len(of_form))
    yield from doubles([each.id for each in file.readings], "readings")
    yield from doubles([each.id for each in file.groups], "groups")
    yield from doubles([each.id for each in file.contexts], "contexts")
    yield from group_rules(file)
    for number, support in enumerate(file.support):
        if support.item not in ids:
            yield ("support", number, "item"), f"“{support.item}” is no rating; there are {', '.join(ids)}"
        if support.above > HIGH and support.below < LOW:
            yield ("support", number), "it needs “from: …” or “to: …”"


def form_rules(form: Form) -> Iterator[Wrong]:
    """Each item has a scale of its own, and is rated from 0 to 10."""
    if [scale.id for scale in form.scales] != [item.id for item in form.items]:
        yield ("form",), f"“{form.id}” must have one scale for each item, named like it"
    for item in form.items:
        if item.span is None or (item.span.low, item.span.high) != (LOW, HIGH):
            yield ("form",), f"“{item.id}” of “{form.id}” is not rated from {LOW} to {HIGH}"


def group_rules(file: CheckInFile) -> Iterator[Wrong]:
    """Readings belong to a group, and span something."""
    groups = [group.id for group in file.groups]
    for number, reading in enumerate(file.readings):
        if reading.group not in groups:
            yield ("readings", number, "group"), f"there is no group “{reading.group}”; add it to groups"
        if reading.low >= reading.high:
            yield ("readings", number, "high"), "“high” must be more than “low”"


def doubles(ids: list[str], key: str, before: int = 0) -> Iterator[Wrong]:
    """A name that stands twice; the first `before` stand elsewhere."""
    for number, id in enumerate(ids):
        if id in ids[:number]:
            yield (key, number - before, "id"), f"“{id}” is there already; choose another id"
