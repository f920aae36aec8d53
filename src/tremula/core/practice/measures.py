"""What a daily check-in can ask: a form's items, and what content adds to them. It asks nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from tremula.core.questionnaire.form import Form
from tremula.core.wording import Short, Strict, Text

Id = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{0,31}$")]
Higher = Literal["better", "worse", "neither"]
Bound = Annotated[float, Meta(ge=0, le=1000)]
LOW, HIGH = 0, 10
"""The ends of every rating."""
SESSION = "session"
"""The context that the record itself knows of."""


class Rated(Strict, frozen=True, omit_defaults=True):
    """Something rated from 0 to 10, for those who want it."""

    id: Id
    label: Short
    text: Text
    low_words: Short
    high_words: Short
    higher: Higher
    hint: Text | None = None


class Reading(Strict, frozen=True, omit_defaults=True):
    """A number typed in. Readings of one group are kinds of the same thing, never mixed with each other."""

    id: Id
    label: Short
    group: Id
    kind: Short
    low: Bound
    high: Bound
    unit: Short | None = None
    heart: bool = False
    """Heart rate variability: hidden from whom it would mislead."""


class Group(Strict, frozen=True):
    """Readings that are chosen together."""

    id: Id
    label: Short
    about: Text


class Context(Strict, frozen=True):
    """Something that a day can contain."""

    id: Id
    label: Short


class Support(Strict, frozen=True, rename={"above": "from", "below": "to"}):
    """A rating from which on, or down to which, people and grounding are offered."""

    item: Id
    above: Annotated[int, Meta(ge=LOW, le=HIGH)] = HIGH + 1
    below: Annotated[int, Meta(ge=LOW, le=HIGH)] = LOW - 1


class CheckInFile(Strict, frozen=True):
    """content/practice/check-in.yaml; `form` names the questionnaire whose items are always asked."""

    form: Id
    rated: tuple[Rated, ...]
    goal: Rated
    readings: tuple[Reading, ...]
    groups: tuple[Group, ...]
    contexts: Annotated[tuple[Context, ...], Meta(min_length=1)]
    support: tuple[Support, ...]


class Measure(Struct, frozen=True):
    """One thing that can be followed from day to day: a rating (0 to 10) or a typed number.

    `asked`: always, only when chosen, or with the person's goal. `group` is the name it is chosen by.
    """

    id: str
    label: str
    text: str
    low: float
    high: float
    higher: Higher
    asked: Literal["always", "chosen", "goal"]
    group: str
    rating: bool = True
    low_words: str = ""
    high_words: str = ""
    hint: str = ""
    kind: str = ""
    unit: str = ""
    heart: bool = False


class CheckIn(Struct, frozen=True):
    """All that a check-in can ask."""

    measures: tuple[Measure, ...]
    groups: tuple[Group, ...]
    contexts: tuple[Context, ...]
    support: tuple[Support, ...]
    minutes: float

    def measure(self, id: str) -> Measure | None:
        """The measure of this name, if there is one."""
        return next((each for each in self.measures if each.id == id), None)

    def asked(self, chosen: Collection[str], goal: str) -> tuple[Measure, ...]:
        """What a person is asked who chose these, and has this goal or none."""
        wanted = {"always": True, "goal": bool(goal)}
        return tuple(each for each in self.measures if wanted.get(each.asked, each.group in chosen))


def put_together(file: CheckInFile, form: Form) -> CheckIn:
    """The form's items first, then what can be chosen, the goal, and the readings."""
    return CheckIn(
        measures=(
            *of_form(form),
            *(of_rated(each, "chosen") for each in file.rated),
            of_rated(file.goal, "goal"),
            *(of_reading(each, file.groups) for each in file.readings),
        ),
        groups=(*(Group(each.id, each.label, each.text) for each in file.rated), *file.groups),
        contexts=file.contexts,
        support=file.support,
        minutes=form.minutes,
    )


def of_form(form: Form) -> Iterator[Measure]:
    """The items with a scale of the same name, which says how they are called and which end is better."""
    for scale in form.scales:
        item = form.item(scale.id)
        assert item.span is not None, "the reading of content sees to that"
        yield Measure(
            id=item.id,
            label=scale.label,
            text=item.text,
            low=item.span.low,
            high=item.span.high,
            higher=scale.higher,
            asked="always",
            group=item.id,
            low_words=item.span.low_words,
            high_words=item.span.high_words,
        )


def of_rated(rated: Rated, asked: Literal["chosen", "goal"]) -> Measure:
    """A rating of ours."""
    return Measure(
        id=rated.id,
        label=rated.label,
        text=rated.text,
        low=LOW,
        high=HIGH,
        higher=rated.higher,
        asked=asked,
        group=rated.id,
        low_words=rated.low_words,
        high_words=rated.high_words,
        hint=rated.hint or "",
    )


def of_reading(reading: Reading, groups: Collection[Group]) -> Measure:
    """A typed number; more of it is neither better nor worse."""
    about = next(group.about for group in groups if group.id == reading.group)
    return Measure(
        id=reading.id,
        label=reading.label,
        text=about,
        low=reading.low,
        high=reading.high,
        higher="neither",
        asked="chosen",
        group=reading.group,
        rating=False,
        kind=reading.kind,
        unit=reading.unit or "",
        heart=reading.heart,
    )


def without_heart(check_in: CheckIn) -> CheckIn:
    """For whom heart rate variability would mislead: an irregular heartbeat, a pacemaker."""
    hidden = {each.group for each in check_in.measures if each.heart}
    return msgspec.structs.replace(
        check_in,
        measures=tuple(each for each in check_in.measures if not each.heart),
        groups=tuple(each for each in check_in.groups if each.id not in hidden),
    )
