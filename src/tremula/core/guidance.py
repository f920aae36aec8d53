"""What everybody may read, as content says it: grounding, whom to reach, what is known. It has no rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.wording import Grade, Short, Strict, Text

if TYPE_CHECKING:
    from tremula.core.journal.words import JournalWords
    from tremula.core.learn.shelf import Teaching
    from tremula.core.practice.shelf import Practice

NUMBER = "^[0-9][0-9 -]*[0-9]$"
EMERGENCY = "^[0-9]{2,6}$"
PAGE = "^[a-z0-9.-]+\\.[a-z]{2,}(/[a-z0-9./-]*)?$"
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
FORMS: Mapping[str, str] = {
    NUMBER: "write the number as one dials it inside the country: digits and spaces",
    EMERGENCY: "an emergency number has two to six digits, in quotes",
    PAGE: "write the page’s address as people say it, without https://, in small letters",
    DAY: "write the day like 2026-11-22, in quotes",
}
"""Patterns, and the way out for whoever misses one."""


class Step(Strict, frozen=True):
    """One thing to do in grounding: big words, a quiet line, and how long it stands, in seconds."""

    words: Short
    more: Annotated[str, Meta(max_length=120)] = ""
    seconds: Annotated[int, Meta(ge=4, le=120)] = 8
    breath: bool = False


class Stop(Strict, frozen=True):
    """How somebody is, and the stop that belongs to it."""

    id: Annotated[str, Meta(pattern="^[a-z]+$")]
    name: Short
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]


class State(Strict, frozen=True):
    """A state in which one leaves early: how it shows, and what helps at once."""

    id: Literal["freezing", "flooding", "dissociating"]
    name: Short
    picture: Text
    """The picture in words, for those who do not see it."""
    signs: Annotated[tuple[Short, ...], Meta(min_length=2)]
    first: Annotated[tuple[Short, ...], Meta(min_length=2)]


class Grounding(Strict, frozen=True):
    """content/support/grounding.yaml."""

    stops: Annotated[tuple[Stop, ...], Meta(min_length=1)]
    always: Annotated[tuple[Step, ...], Meta(min_length=1)]
    states: Annotated[tuple[State, ...], Meta(min_length=3, max_length=3)]
    mild: Text
    strong: Text

    @property
    def at_once(self) -> tuple[Step, ...]:
        """What stands on the page before anything is asked: looking, the floor, and the breath."""
        return (*self.always[:2], next(step for step in self.always if step.breath))


class Line(Strict, frozen=True):
    """A line that somebody answers: by call or by message."""

    name: Short
    number: Annotated[str, Meta(pattern=NUMBER)]
    about: Text
    hours: Short
    languages: Annotated[tuple[Short, ...], Meta(min_length=1)]
    source: Annotated[str, Meta(pattern=PAGE)]
    """The official web page, as people write it: no scheme, never a link."""
    text: Short | None = None
    """What to write when the number takes messages, e.g. “HELLO”; absent for calls."""
    always: bool = False
    """Open day and night."""


class Country(Strict, frozen=True):
    """content/support/<two letters>.yaml."""

    id: Annotated[str, Meta(pattern="^[a-z]{2}$")]
    name: Short
    emergency: Annotated[tuple[Annotated[str, Meta(pattern=EMERGENCY)], ...], Meta(min_length=1)]
    """The numbers for danger to life, the first to call first."""
    emergency_about: Text
    date: Annotated[str, Meta(pattern=DAY)]
    """When this was written down or last held against the sources."""
    lines: Annotated[tuple[Line, ...], Meta(min_length=1)]


class Number(Strict, frozen=True):
    """An emergency number and where it works."""

    number: Annotated[str, Meta(pattern=EMERGENCY)]
    where: Text


class Elsewhere(Strict, frozen=True):
    """content/support/elsewhere.yaml: for a country that has no file."""

    explained: Annotated[tuple[Text, ...], Meta(min_length=1)]
    numbers: Annotated[tuple[Number, ...], Meta(min_length=2)]
    """The two that reach help in most countries come first."""
    directory: Annotated[str, Meta(pattern=PAGE)]

    @property
    def first_numbers(self) -> tuple[Number, ...]:
        """To call where the country is not known."""
        return self.numbers[:2]


class Support(Struct, frozen=True):
    """All of content/support."""

    grounding: Grounding
    elsewhere: Elsewhere
    countries: Mapping[str, Country]
    """By id, in the order of their names."""


class Finding(Strict, frozen=True):
    """One thing that is known, or known to be unknown."""

    about: Short
    says: Text
    source: Text
    grade: Grade


class Theme(Strict, frozen=True):
    """Findings that belong together, beside what the article claims about the same."""

    title: Short
    findings: Annotated[tuple[Finding, ...], Meta(min_length=1)]
    claim: Text | None = None
    """The article's own claim: shown as such, never as ours."""


class Known(Strict, frozen=True):
    """content/evidence/known.yaml."""

    lead: Annotated[tuple[Text, ...], Meta(min_length=1)]
    themes: Annotated[tuple[Theme, ...], Meta(min_length=1)]


class Difference(Strict, frozen=True):
    """Where the article and tremula do not agree."""

    article: Text
    here: Text
    why: Text
    grade: Grade


class Differences(Strict, frozen=True):
    """content/evidence/differences.yaml."""

    lead: Text
    rows: Annotated[tuple[Difference, ...], Meta(min_length=1)]


class Part(Strict, frozen=True):
    """A heading with its lines."""

    title: Short
    lines: Annotated[tuple[Text, ...], Meta(min_length=1)]


class IntendedUse(Strict, frozen=True):
    """content/evidence/intended-use.yaml."""

    lead: Text
    parts: Annotated[tuple[Part, ...], Meta(min_length=1)]


class Evidence(Struct, frozen=True):
    """All of content/evidence."""

    known: Known
    differences: Differences
    intended_use: IntendedUse


class Guidance(Struct, frozen=True):
    """What the public pages show, and what the days between sessions are asked."""

    support: Support
    evidence: Evidence
    teaching: Teaching
    practice: Practice
    journal: JournalWords


Harm = Literal["grave", "serious", "moderate", "minor"]


class Severity(Strict, frozen=True):
    """How bad it is, weighed with how easily it happens: without the control, and with it."""

    before: Harm
    after: Harm


class Hazard(Strict, frozen=True):
    """A row of the hazard log."""

    id: Annotated[str, Meta(pattern="^[a-z0-9-]+$")]
    hazard: Text
    cause: Text
    effect: Text
    severity: Severity
    control: Text
    tests: Annotated[tuple[Text, ...], Meta(min_length=1)]
    """Each “path::name” of a test in Python or JavaScript."""


class HazardLog(Strict, frozen=True):
    """content/safety/hazards.yaml."""

    hazards: Annotated[tuple[Hazard, ...], Meta(min_length=1)]
