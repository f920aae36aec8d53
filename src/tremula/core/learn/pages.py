"""The Learn pages as content says them: short, each line with its source and grade. They have no rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from msgspec import Meta, Struct

from tremula.core.wording import Grade, Short, Strict, Text

Name = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{1,39}$")]
MOST_WORDS = 400
"""On one page, everything counted that its file shows."""


class Line(Strict, frozen=True, omit_defaults=True):
    """One thing that is said: by us (`says`), or by the article (`claim`), never by both."""

    source: Short
    grade: Grade
    says: Text | None = None
    claim: Text | None = None
    facts: tuple[Name, ...] = ()
    """Facts of the method that this line carries; a test looks for each."""

    @property
    def words(self) -> str:
        return self.says or self.claim or ""


class Part(Strict, frozen=True):
    """A heading with its lines."""

    title: Short
    lines: Annotated[tuple[Line, ...], Meta(min_length=1)]


class Outcome(Strict, frozen=True):
    """Something people hope will change, and what tremula asks or counts to see whether it did."""

    facts: Annotated[tuple[Name, ...], Meta(min_length=1)]
    name: Short
    measured: Text
    by: Annotated[tuple[Annotated[str, Meta(pattern="^[a-z0-9-]+(/[a-z0-9-]+)?$")], ...], Meta(min_length=1)]
    """A questionnaire, one of its scales or questions (form/scale), what a person may add to the check-in
    (check-in/confidence), or a feeling of the body map (body-map/tense)."""


class LearnPage(Strict, frozen=True, omit_defaults=True):
    """content/learn/<number>-<id>.yaml."""

    id: Name
    title: Short
    short: Short
    """What it is about, for the list of pages."""
    parts: Annotated[tuple[Part, ...], Meta(min_length=1)]
    pose: Name | None = None
    pose_words: Short | None = None
    """The picture in words."""
    day: bool = False
    """Shows the picture of a day."""
    outcomes: tuple[Outcome, ...] = ()


class Term(Strict, frozen=True):
    """A word and what it means, without using it."""

    word: Short
    means: Text
    source: Short
    grade: Grade


class Glossary(Strict, frozen=True):
    """content/learn/glossary.yaml."""

    lead: Text
    terms: Annotated[tuple[Term, ...], Meta(min_length=1)]


class Learning(Struct, frozen=True):
    """All of content/learn but the letter and the day."""

    pages: Mapping[str, LearnPage]
    """By id, in the order in which to read them."""
    glossary: Glossary


def texts_of(page: LearnPage) -> Iterator[str]:
    """Every text of a page, in order, sources too."""
    yield from (page.title, page.short, page.pose_words or "")
    for part in page.parts:
        yield part.title
        for line in part.lines:
            yield from (line.words, line.source)
    for outcome in page.outcomes:
        yield from (outcome.name, outcome.measured)


def word_count(page: LearnPage) -> int:
    """How long it is, in words between spaces."""
    return sum(len(text.split()) for text in texts_of(page))


def lines_of(page: LearnPage) -> list[Line]:
    """Everything that is said on it, in order."""
    return [line for part in page.parts for line in part.lines]


class Reference(Struct, frozen=True):
    """A source with the number it has on its page."""

    number: int
    source: str
    grade: Grade


def references(page: LearnPage) -> dict[tuple[str, str], Reference]:
    """The sources of a page by (source, grade), numbered in the order in which they come."""
    found: dict[tuple[str, str], Reference] = {}
    for line in lines_of(page):
        key = (line.source, line.grade)
        if key not in found:
            found[key] = Reference(len(found) + 1, line.source, line.grade)
    return found
