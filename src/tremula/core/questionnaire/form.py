"""A questionnaire as its file has it: items, answers, scales, licence. It computes nothing.

Texts are the publishers' own and stay as they are; labels, safety words and reasons are ours.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.exercise.script import Id

Words = Annotated[str, Meta(min_length=1, max_length=600)]
LinkId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
Loinc = Annotated[str, Meta(pattern=r"^(LA)?[0-9]{1,7}-[0-9]$")]
Points = Annotated[float, Meta(ge=0, le=1000)]


class _Part(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, rename="kebab"):
    """Strict, and written with hyphens."""


class Option(_Part, frozen=True):
    """One answer: its number and its words."""

    value: Annotated[int, Meta(ge=0, le=100)]
    text: Words
    loinc: Loinc | None = None


class Span(_Part, frozen=True):
    """Whole numbers from `low` to `high`, with words for both ends."""

    low: int
    high: int
    low_words: Words
    high_words: Words


class When(_Part, frozen=True):
    """Asked only if another item has this answer."""

    item: LinkId
    value: int


class Item(_Part, frozen=True):
    """One question. Without `options` or `span` it has the form's options."""

    id: LinkId
    text: Words
    options: tuple[Option, ...] = ()
    span: Span | None = None
    optional: bool = False
    """It may be left out without being missing from a score."""
    when: When | None = None
    loinc: Loinc | None = None


class Band(_Part, frozen=True):
    """Scores from `low` to `high`, both included, and what their publisher calls them."""

    low: Points
    high: Points
    label: Words


class Threshold(_Part, frozen=True):
    """Points that a change must reach. Where studies differ, `low` and `high` hold their ends."""

    low: Annotated[float, Meta(gt=0, le=1000)]
    source: Words
    high: Annotated[float, Meta(gt=0, le=1000)] | None = None

    @property
    def most(self) -> float:
        return self.low if self.high is None else self.high


class Cutoff(_Part, frozen=True):
    """A score at which its publisher advises to look closer; never a diagnosis."""

    at: Points
    words: Words


class Missing(_Part, frozen=True):
    """How many answers may be missing, and what then stands for them.

    `prorate`: the mean of the answered ones, times the number of items; sums are then rounded, halves up.
    `parts`: the same within each of the scale's parts, each of which needs one answer.
    """

    most: Annotated[int, Meta(ge=0, le=50)] = 0
    fill: Literal["prorate", "parts"] = "prorate"
    source: Words = "its publisher"


class Recode(_Part, frozen=True):
    """Points for the answers of some items, in the order of their options."""

    items: tuple[LinkId, ...]
    to: tuple[Points, ...]


class Scale(_Part, frozen=True):
    """One score and how it is made of the answers. `mean` is of points, `sum` their sum."""

    id: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
    label: Words
    items: tuple[LinkId, ...]
    op: Literal["sum", "mean"]
    low: Points
    high: Points
    higher: Literal["worse", "better"]
    reverse: tuple[LinkId, ...] = ()
    """Counted from the other end of their answers."""
    recode: tuple[Recode, ...] = ()
    times: Annotated[int, Meta(ge=1, le=100)] = 1
    parts: tuple[Id, ...] = ()
    missing: Missing = Missing()
    bands: tuple[Band, ...] = ()
    cutoff: Cutoff | None = None
    reliable: Threshold | None = None
    """Smaller changes lie within the error of the measure."""
    important: Threshold | None = None
    """The smallest change that people notice or call important."""
    loinc: Loinc | None = None


class Count(_Part, frozen=True):
    """At least `needs` of these items answered with `value` or more."""

    items: tuple[LinkId, ...]
    value: int
    needs: int


class Pattern(_Part, frozen=True):
    """Something that holds when all its counts do."""

    id: Id
    label: Words
    all: tuple[Count, ...]


Leads = Literal["crisis", "doctor", "pause", "talk"]
"""Where a hook leads, the most urgent first: people at any hour, a doctor, a break in practice, a talk."""


class Hook(_Part, frozen=True):
    """An answer, a score, or a rise of a score, that leads to support at once."""

    id: Id
    leads: Leads
    words: Words
    item: LinkId | None = None
    value: int = 0
    """The item's answer, or more."""
    scale: Id | None = None
    at: Points = 0
    """The scale's score, or more."""
    rise: Points = 0
    """Points above the first score."""
    before_practice: bool = False
    """A doctor comes before the next practice, and not only soon."""


class Licence(_Part, frozen=True):
    """What may be done with the text, and the line that must stand beside it."""

    status: Words
    credit: Words
    doubt: Words | None = None


class Form(_Part, frozen=True):
    """A questionnaire. `recall_days`: what its answers look back on; None for how one is in general."""

    id: Id
    title: Words
    version: Words
    about: Words
    licence: Licence
    items: tuple[Item, ...]
    every_days: Annotated[int, Meta(ge=1, le=366)]
    recall_words: Words
    recall_days: Annotated[int, Meta(ge=1, le=366)] | None = None
    stem: Words | None = None
    options: tuple[Option, ...] = ()
    scales: tuple[Scale, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    hooks: tuple[Hook, ...] = ()
    minutes: Annotated[float, Meta(gt=0, le=60)] = 2
    loinc: Loinc | None = None

    @property
    def looks_back(self) -> str:
        """“about the past week”."""
        return f"about {self.recall_words}" if self.recall_days else "about how it is in general"

    def item(self, id: str) -> Item:
        return next(each for each in self.items if each.id == id)

    def scale(self, id: str) -> Scale:
        return next(each for each in self.scales if each.id == id)

    def values(self, item: Item) -> tuple[int, ...]:
        """The numbers that can be answered, in order."""
        if item.span:
            return tuple(range(item.span.low, item.span.high + 1))
        return tuple(option.value for option in item.options or self.options)
