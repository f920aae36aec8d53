"""A weekly letter from one's own record and the Learn pages. It scores nothing and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta, Struct

from tremula.core.learn.pages import Name
from tremula.core.wording import Grade, Short, Strict, Text


class Kindness(Strict, frozen=True):
    """One kind thing to do."""

    words: Text
    source: Short
    grade: Grade
    facts: tuple[Name, ...] = ()


class LetterWords(Strict, frozen=True):
    """content/learn/letter.yaml; {these} are filled in."""

    about: Text
    greeting: Text
    no_session: Text
    one_session: Text
    sessions: Text
    """{sessions} is how many."""
    exercises: Text
    """{exercises} are their names."""
    noted: Text
    """Before the person's own lines."""
    nothing_noted: Text
    signs: Text
    """{signs} are the labels of the checks."""
    after_worse: Text
    read: Text
    """{title} of a page."""
    when_worse: Name
    """The page to read after a hard week."""
    farewell: Text
    kind: Annotated[tuple[Kindness, ...], Meta(min_length=4)]
    facts: tuple[Name, ...] = ()


class Done(Struct, frozen=True):
    """A session of the week: when, which exercises by title, and what was noted after it."""

    day: date
    exercises: tuple[str, ...] = ()
    line: str = ""


class Week(Struct, frozen=True):
    """What the record holds of seven days, both ends included."""

    first: date
    sessions: Sequence[Done] = ()
    signs: Sequence[str] = ()
    """Labels of what was ticked in the checks, each once."""
    worse: bool = False

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)


class Letter(Struct, frozen=True):
    """A letter: paragraphs in order, the person's own lines apart, one page to read, one kind thing."""

    first: date
    last: date
    greeting: str
    did: tuple[str, ...]
    noted: str
    lines: tuple[str, ...]
    care: str
    read: str
    page: str
    """The id of the page to read."""
    kind: str
    farewell: str


def week_before(today: date) -> date:
    """The Monday of the last whole week before this day's own."""
    return today - timedelta(days=today.weekday() + 7)


def compose(words: LetterWords, week: Week, pages: Sequence[tuple[str, str]]) -> Letter:
    """The letter of a week; the same week and record give the same letter. `pages`: (id, title) in order."""
    turn = week.first.toordinal() // 7
    titles = dict(pages)
    page = words.when_worse if week.worse else pages[turn % len(pages)][0]
    lines = tuple(done.line for done in week.sessions if done.line)
    return Letter(
        first=week.first,
        last=week.last,
        greeting=words.greeting,
        did=did(words, week),
        noted=words.noted if lines else words.nothing_noted,
        lines=lines,
        care=words.after_worse if week.worse else "",
        read=words.read.format(title=titles[page]),
        page=page,
        kind=words.kind[turn % len(words.kind)].words,
        farewell=words.farewell,
    )


def did(words: LetterWords, week: Week) -> tuple[str, ...]:
    """What was practised, and what the checks told."""
    told = [times(words, len(week.sessions))]
    names = dict.fromkeys(name for done in week.sessions for name in done.exercises)
    if names:
        told.append(words.exercises.format(exercises=", ".join(names)))
    if week.signs:
        told.append(words.signs.format(signs=", ".join(map(inside, week.signs))))
    return tuple(told)


def times(words: LetterWords, count: int) -> str:
    """How often, in words."""
    if count == 0:
        return words.no_session
    return words.one_session if count == 1 else words.sessions.format(sessions=count)


def inside(label: str) -> str:
    """A label as it stands within a sentence."""
    return label[:1].lower() + label[1:]


def plain_text(letter: Letter, title: str) -> str:
    """The letter as a file to print."""
    own = "\n".join(f"  “{line}”" for line in letter.lines)
    blocks = [
        title,
        letter.greeting,
        *letter.did,
        letter.noted,
        own,
        letter.care,
        letter.read,
        letter.kind,
        letter.farewell,
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"
