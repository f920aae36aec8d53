"""Reads content/questionnaires: each form checked for sense, every mistake with file, line and a way out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from tremula.core.failure import Problem
from tremula.core.questionnaire.form import Form, Scale
from tremula.core.questionnaire.plug_in import Shelf
from tremula.core.questionnaire.scoring import points_of
from tremula.library.nodes import Path as Place
from tremula.library.shape import shaped
from tremula.library.shelf import Stamp, named_like, read_file, stamp_of

FOLDER = "questionnaires"
STRUCTURES = f"{FOLDER}/structures"
"""Forms without their words, which only somebody with a licence may bring."""


class QuestionnaireError(Exception):
    """A form cannot be used; `problems` says where, what and the way out."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_forms(root: Path) -> Mapping[str, Form]:
    """Every form by its id. Raises QuestionnaireError."""
    forms, problems = look(root)
    if problems:
        raise QuestionnaireError(problems)
    return forms


def read_shelf(root: Path) -> Shelf:
    """The forms, and the structures that wait for their text. Raises QuestionnaireError."""
    structures, problems = look(root, STRUCTURES)
    if problems:
        raise QuestionnaireError(problems)
    return Shelf(read_forms(root), structures)


def problems_in(root: Path) -> list[Problem]:
    """Everything that is wrong in both folders."""
    return [*look(root)[1], *look(root, STRUCTURES)[1]]


def look(root: Path, folder: str = FOLDER) -> tuple[dict[str, Form], list[Problem]]:
    """What could be read, and what could not. Files that are as they were are not read again: several ask."""
    forms, problems = _look(root, folder, stamp_of(root / folder))
    return dict(forms), list(problems)


@lru_cache(maxsize=2)
def _look(root: Path, folder: str, _stamp: Stamp) -> tuple[dict[str, Form], list[Problem]]:
    forms: dict[str, Form] = {}
    problems: list[Problem] = []
    for path in sorted((root / folder).glob("*.yaml")):
        read = read_file(path, path.relative_to(root).as_posix())
        form = shaped(read, Form)
        problems += read.problems
        if form is None:
            continue
        problems += [Problem(read.where, read.line(place), what) for place, what in nonsense(form)]
        problems += named_like(read, form.id)
        forms[form.id] = form
    return forms, problems


def nonsense(form: Form) -> Iterator[tuple[Place, str]]:
    """What has its shape but cannot be meant."""
    ids = [item.id for item in form.items]
    yield from doubles(ids, "items")
    yield from doubles([scale.id for scale in form.scales], "scales")
    for number, item in enumerate(form.items):
        place: Place = ("items", number)
        if len(form.values(item)) < 2:
            yield place, f"“{item.id}” has no answers; give the form options, or the item options or a span"
        elif item.when and item.when.item not in ids[:number]:
            yield (*place, "when"), f"“{item.when.item}” is no earlier item; name one that is asked before"
    if any(len(form.values(item)) < 2 for item in form.items):
        return
    for number, scale in enumerate(form.scales):
        for key, what in scale_nonsense(form, scale, ids):
            yield ("scales", number, key), what
    for number, hook in enumerate(form.hooks):
        if (hook.item is None) == (hook.scale is None):
            yield ("hooks", number), "a hook needs either an item with a value or a scale with “at” or “rise”"
        if hook.scale and bool(hook.at) == bool(hook.rise):
            yield ("hooks", number), "a hook on a scale needs either “at” or “rise”"
        yield from unknown([hook.item] if hook.item else [], ids, ("hooks", number, "item"))
        yield from unknown(
            [hook.scale] if hook.scale else [], [s.id for s in form.scales], ("hooks", number, "scale")
        )
    for number, pattern in enumerate(form.patterns):
        for count in pattern.all:
            yield from unknown(count.items, ids, ("patterns", number, "all"))


def doubles(ids: list[str], key: str) -> Iterator[tuple[Place, str]]:
    """An id that stands twice."""
    for number, id in enumerate(ids):
        if id in ids[:number]:
            yield (key, number, "id"), f"“{id}” stands here twice; choose another id"


def unknown(named: Collection[str], there: Collection[str], place: Place) -> Iterator[tuple[Place, str]]:
    """A name of nothing."""
    for name in named:
        if name not in there:
            yield place, f"“{name}” is not there; there are {', '.join(there)}"


def scale_nonsense(form: Form, scale: Scale, ids: list[str]) -> Iterator[tuple[str, str]]:
    """What cannot be meant in one scale, with its key."""
    wrong = [what for _, what in unknown(scale.items, ids, ())]
    yield from (("items", what) for what in wrong)
    yield from (("reverse", what) for _, what in unknown(scale.reverse, scale.items, ()))
    yield from (("parts", what) for _, what in unknown(scale.parts, [each.id for each in form.scales], ()))
    yield from recode_nonsense(form, scale)
    yield from bands_nonsense(scale)
    if (scale.missing.fill == "parts") != bool(scale.parts):
        yield "missing", "“fill: parts” and “parts” belong together; give both or none"
    if not wrong and not scale.recode and (reach := reachable(form, scale)) != (scale.low, scale.high):
        yield "low", f"its answers reach from {reach[0]:g} to {reach[1]:g}; write these as low and high"


def recode_nonsense(form: Form, scale: Scale) -> Iterator[tuple[str, str]]:
    """A recoding has a number for each answer."""
    for recode in scale.recode:
        for item in form.items:
            if item.id in recode.items and len(form.values(item)) != len(recode.to):
                yield "recode", f"“{item.id}” has {len(form.values(item))} answers; give a number for each"


def bands_nonsense(scale: Scale) -> Iterator[tuple[str, str]]:
    """Bands begin at the scale's low, follow each other, and end at its high."""
    if not scale.bands:
        return
    step = 1 if scale.op == "sum" else 0
    gaps = [b.low for a, b in pairwise(scale.bands) if b.low != a.high + step]
    if gaps or (scale.bands[0].low, scale.bands[-1].high) != (scale.low, scale.high):
        yield "bands", "bands must follow each other without a gap, from the scale's low to its high"


def reachable(form: Form, scale: Scale) -> tuple[float, float]:
    """The lowest and the highest score."""
    items = [form.item(id) for id in scale.items]
    ends = [[float(each) for each in points_of(scale, item.id, form.values(item)).values()] for item in items]
    low, high = sum(min(each) for each in ends), sum(max(each) for each in ends)
    share = len(ends) if scale.op == "mean" else 1
    return low * scale.times / share, high * scale.times / share
