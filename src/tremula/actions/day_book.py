"""Everything that was noted on some days, by kind: to be read day by day, and printed. It keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct

from tremula.actions.look_back import KINDS, day_of, filled
from tremula.actions.ports import AnswerRow, EntryRow, SessionRow, Tx
from tremula.actions.read_sessions import list_begun
from tremula.actions.standing import read_screening
from tremula.core.charts.forms import Filled
from tremula.core.charts.span import Span
from tremula.core.questionnaire.plug_in import Shelf
from tremula.core.safety.rules import SafetyRules

HARD = "hard"
"""The kind of journal entry that is not shown by chance."""


class Days(Struct, frozen=True):
    """Which days, where the person is; journal entries only if they are wanted, hard ones only by name."""

    span: Span
    zone: tzinfo | None
    forms: Shelf
    rules: SafetyRules
    journal: bool = False
    hard: bool = False


class Book(Struct, frozen=True):
    """What there is, each oldest first. `answers` are by kind, `said` by session and kind."""

    sessions: Sequence[SessionRow]
    answers: Mapping[str, Sequence[AnswerRow]]
    said: Mapping[tuple[str, str], AnswerRow]
    forms: Sequence[Filled]
    entries: Sequence[EntryRow]
    heart: bool


def read_days(tx: Tx, days: Days) -> Book:
    """The record of these days."""
    since = datetime.combine(days.span.first - timedelta(days=2), datetime.min.time(), days.zone).isoformat()
    answers = {kind: tx.answers(kind, since=since) for kind in KINDS}
    begun = [row for row in reversed(list_begun(tx)) if days.span.has(day_of(row.begun))]
    screening, _ = read_screening(tx, days.rules.screening)
    return Book(
        sessions=begun,
        answers=answers,
        said={(row.session, row.kind): row for rows in answers.values() for row in rows if row.session},
        forms=filled(tx, days.forms),
        entries=entries(tx, days),
        heart=screening is None or screening.profile.caps.heart_readings,
    )


def entries(tx: Tx, days: Days) -> list[EntryRow]:
    """Journal entries of these days, oldest first."""
    if not days.journal:
        return []
    after = datetime.combine(days.span.last + timedelta(days=3), datetime.min.time(), days.zone).isoformat()
    found = [row for row in tx.journal.entries(after) if days.span.has(day_of(row.made))]
    return [row for row in reversed(found) if days.hard or row.kind != HARD]
