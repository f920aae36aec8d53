"""Scores of an answered questionnaire, with its publisher's rule for missing answers. It judges nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import floor

from msgspec import Struct

from tremula.core.failure import Refusal
from tremula.core.questionnaire.form import Count, Form, Hook, Pattern, Scale

Answers = Mapping[str, int]
"""Item → number; what was left out is not in it."""
Exact = int | Fraction
"""Points are never rounded before the end."""


class Score(Struct, frozen=True):
    """One scale. `value` None: too much is missing. Sums are whole, means are rounded to 2 decimals."""

    scale: str
    value: float | None
    band: str | None = None
    missing: int = 0
    """Answers that were needed and not given."""
    filled: bool = False
    """The value stands on estimates for what is missing."""
    above_cutoff: bool = False
    least: float = 0
    """What it cannot fall below, whatever is missing. It is never shown: hooks alone read it."""


class Result(Struct, frozen=True):
    """Everything that an answered form says."""

    scores: tuple[Score, ...]
    patterns: Mapping[str, bool | None]
    """None: what is missing could still decide it."""
    hooks: tuple[str, ...]
    """The ids of the safety hooks that its answers pull."""

    def score(self, scale: str) -> Score:
        return next(each for each in self.scores if each.scale == scale)


def evaluate(form: Form, answers: Answers) -> Result:
    """Every score, pattern and safety hook. Refusal("answers") for an answer that the form does not have."""
    refuse_foreign(form, answers)
    given = applicable(form, answers)
    scores = tuple(scored(key, given) for key in keys_of(form))
    return Result(
        scores=scores,
        patterns={each.id: holds(each, given) for each in form.patterns},
        hooks=tuple(hook.id for hook in form.hooks if is_pulled(hook, given) or is_reached(hook, scores)),
    )


def refuse_foreign(form: Form, answers: Answers) -> None:
    """Only items of this form, only numbers that they offer."""
    offered = {item.id: form.values(item) for item in form.items}
    for item, value in answers.items():
        if item not in offered:
            raise Refusal("answers", f"{form.title} has no question “{item}”.")
        if isinstance(value, bool) or value not in offered[item]:
            raise Refusal("answers", f"{form.title}, “{item}”: {value!r} is not one of its answers.")


def applicable(form: Form, answers: Answers) -> dict[str, int]:
    """The answers that count. A question whose condition does not hold is answered with its lowest number."""
    given = dict(answers)
    for item in form.items:
        if item.when and item.when.item in given and given[item.when.item] != item.when.value:
            given[item.id] = min(form.values(item))
    return given


def score(form: Form, scale: Scale, answers: Answers) -> Score:
    """One scale's score, or how much is missing for it."""
    return scored(key_of(form, scale), answers)


class Key(Struct, frozen=True):
    """How a scale counts: item → answer → points. It is worked out once for many answered forms."""

    scale: Scale
    points: Mapping[str, Mapping[int, Exact]]
    optional: frozenset[str]
    parts: Sequence[Collection[str]]
    """The items of each part, where what is missing is filled in within the parts."""


def keys_of(form: Form) -> tuple[Key, ...]:
    """One for each scale."""
    return tuple(key_of(form, scale) for scale in form.scales)


def key_of(form: Form, scale: Scale) -> Key:
    """Of one scale."""
    items = [form.item(id) for id in scale.items]
    by_parts = scale.missing.fill == "parts"
    return Key(
        scale=scale,
        points={item.id: points_of(scale, item.id, form.values(item)) for item in items},
        optional=frozenset(item.id for item in items if item.optional),
        parts=[form.scale(part).items for part in scale.parts] if by_parts else [],
    )


def points_of(scale: Scale, item: str, values: Sequence[int]) -> dict[int, Exact]:
    """What each answer of an item counts in this scale."""
    recode = next((each for each in scale.recode if item in each.items), None)
    if recode:
        return {value: exact(Fraction(to)) for value, to in zip(values, recode.to, strict=True)}
    if item in scale.reverse:
        return {value: min(values) + max(values) - value for value in values}
    return {value: value for value in values}


def exact(points: Fraction) -> Exact:
    """A whole number where it is one: it is added far faster."""
    return points.numerator if points.denominator == 1 else points


def scored(key: Key, answers: Answers) -> Score:
    """The same for a scale whose way of counting is known."""
    scale = key.scale
    needed = [id for id in scale.items if id in answers or id not in key.optional]
    points = {id: key.points[id][answers[id]] for id in needed if id in answers}
    missing = len(needed) - len(points)
    total = None if missing > scale.missing.most else filled_total(key, needed, points)
    if total is None:
        return Score(scale.id, None, missing=missing, least=rounded(scale, sure(key, needed, points)))
    value = rounded(scale, total)
    return Score(
        scale.id,
        value,
        band=next((band.label for band in scale.bands if band.low <= value <= band.high), None),
        missing=missing,
        filled=missing > 0,
        above_cutoff=scale.cutoff is not None and value >= scale.cutoff.at,
        least=value,
    )


def sure(key: Key, needed: Sequence[str], points: Mapping[str, Exact]) -> Exact:
    """The sum or mean if every missing answer had the fewest points."""
    total = sum((points[id] if id in points else min(key.points[id].values()) for id in needed), Fraction(0))
    return Fraction(total, len(needed) or 1) if key.scale.op == "mean" else total


def filled_total(key: Key, needed: Sequence[str], points: Mapping[str, Exact]) -> Exact | None:
    """The sum or mean over all needed items, estimates for the missing ones included; None: not even one."""
    groups: Sequence[Sequence[str]] = [needed]
    if key.parts and len(points) < len(needed):
        groups = [[id for id in part if id in needed] for part in key.parts]
    sums = [prorated(group, points) for group in groups]
    if any(each is None for each in sums):
        return None
    total = sum(each for each in sums if each is not None)
    return Fraction(total, len(needed)) if key.scale.op == "mean" else total


def prorated(items: Sequence[str], points: Mapping[str, Exact]) -> Exact | None:
    """The sum over these items as if the missing ones were like the mean of the answered ones."""
    known = [points[id] for id in items if id in points]
    if not known:
        return None
    return sum(known) if len(known) == len(items) else Fraction(sum(known) * len(items), len(known))


def rounded(scale: Scale, total: Exact) -> float:
    """A sum as a whole number, a mean with two decimals; halves up."""
    if scale.op == "sum" and isinstance(total, int):
        return float(total * scale.times)
    digits = 1 if scale.op == "sum" else 100
    return floor(total * scale.times * digits + Fraction(1, 2)) / digits


def holds(pattern: Pattern, answers: Answers) -> bool | None:
    """Whether all counts are reached; None when missing answers could still change it."""
    told = [reached(count, answers) for count in pattern.all]
    if False in told:
        return False
    return None if None in told else True


def reached(count: Count, answers: Answers) -> bool | None:
    """Whether enough items have the value."""
    sure = sum(answers.get(id, -1) >= count.value for id in count.items)
    if sure >= count.needs:
        return True
    possible = sure + sum(id not in answers for id in count.items)
    return None if possible >= count.needs else False


def is_pulled(hook: Hook, answers: Answers) -> bool:
    """Hooks on an item; those on a rise need an earlier score, see change.py."""
    return hook.item is not None and answers.get(hook.item, -1) >= hook.value


def is_reached(hook: Hook, scores: Sequence[Score]) -> bool:
    """Hooks on a score as it stands, also where an answer is missing and the others reach it already."""
    return hook.at > 0 and any(each.least >= hook.at for each in scores if each.scale == hook.scale)
