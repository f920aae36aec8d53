"""What a person says around a session: on arriving, right after it, in the evening and on the next days.

It keeps what was said and judges nothing. Everything may be left out but the skip-today check.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from tremula.actions.ports import AnswerRow, Tx
from tremula.core.failure import Refusal
from tremula.core.safety.agreements import is_named
from tremula.core.safety.checks import Severity, State, When

ARRIVAL, AFTER, CHECK = "arrival", "after", "check"
Rating = Annotated[int, Meta(ge=0, le=10)]
Row = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{0,39}$")]
Line = Annotated[str, Meta(max_length=280)]
Milliseconds = Annotated[int, Meta(ge=0, le=3_600_000)]


class Arrival(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How one comes to a session, and what one wants of it. `today` has the skip-today answers by row."""

    today: Annotated[dict[Row, Literal["yes", "no", "unsure"]], Meta(max_length=20)] = {}
    distress: Rating | None = None
    tension: Rating | None = None
    tiredness: Rating | None = None
    cared: Annotated[list[Literal["eaten", "warm", "undisturbed"]], Meta(max_length=3)] = []
    """What is looked after."""
    present: Annotated[str, Meta(max_length=80)] = ""
    """Who is in the room in accompanied mode, confirmed just now."""
    override_rest: bool = False
    tremor: Milliseconds | None = None
    """Another tremor time than proposed."""
    wall: Milliseconds | None = None
    """Another sit at the wall than proposed; 0: none."""
    full_dose: bool = False
    note_read: bool = False
    worry: Rating | None = None
    """Spiral: how large the worry is."""
    eyes_closed: bool = False
    own_memory: bool = False


class After(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a session ended for the person."""

    settled: Rating | None = None
    distress: Rating | None = None
    line: Line = ""
    state: State | Literal["none"] | None = None
    """“none” takes back what was tapped during the session; nothing said leaves it."""
    severity: Severity | None = None
    cannot_stop: bool = False
    """The shaking went on ten minutes after lying flat, sitting up and walking."""


class CheckAnswer(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The 20-second check."""

    session: UUID
    when: When
    signs: Annotated[list[Row], Meta(min_length=1, max_length=20)]
    shaking_outside: bool = False
    """New shaking outside practice."""


class Arriving(Struct, frozen=True):
    """`at` is wall time, RFC 3339 with offset."""

    answer: Arrival
    at: str


class Rated(Struct, frozen=True):
    """A session rated afterwards; said again, it replaces what was said."""

    session: str
    answer: After
    at: str


class Checked(Struct, frozen=True):
    """A check, of signs that are known."""

    answer: CheckAnswer
    known: frozenset[str]
    at: str


def keep_arrival(tx: Tx, command: Arriving) -> None:
    """The newest arrival counts for the next session; those that led to none are forgotten.

    Refusal("shape") for somebody in the room who has no name.
    """
    if command.answer.present and not is_named(command.answer.present):
        raise Refusal("shape", "Please say by name who is in the room with you.")
    for row in tx.answers(ARRIVAL):
        if not row.session:
            tx.delete_answer(row.id)
    body = msgspec.to_builtins(command.answer)
    tx.keep_answer(AnswerRow(f"{ARRIVAL}-{command.at}", ARRIVAL, command.at, body))


def keep_after(tx: Tx, command: Rated) -> None:
    """Refusal("not-found")."""
    refuse_missing(tx, command.session)
    body = msgspec.to_builtins(command.answer)
    tx.keep_answer(AnswerRow(f"{AFTER}-{command.session}", AFTER, command.at, body, command.session))


def keep_check(tx: Tx, command: Checked) -> None:
    """Refusals: "not-found", "shape" for a sign that is not known."""
    session, when = str(command.answer.session), command.answer.when
    refuse_missing(tx, session)
    if unknown := set(command.answer.signs) - command.known:
        raise Refusal("shape", f"There is no sign “{sorted(unknown)[0]}”.")
    body = {"when": when, "signs": command.answer.signs, "shaking_outside": command.answer.shaking_outside}
    tx.keep_answer(AnswerRow(f"{CHECK}-{when}-{session}", CHECK, command.at, body, session))


def refuse_missing(tx: Tx, session: str) -> None:
    """What is said about a session needs that session."""
    if tx.session(session) is None:
        raise Refusal("not-found", "There is no such session.")


def arrival_of(row: AnswerRow) -> Arrival:
    """The arrival as it was said."""
    return msgspec.convert(row.body, Arrival)


def after_of(row: AnswerRow) -> After:
    """The rating as it was said."""
    return msgspec.convert(row.body, After)
