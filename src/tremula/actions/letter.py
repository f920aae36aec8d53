"""Gathers what the record holds of one week, for the letter. It keeps nothing and sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from tremula.actions.look_back import day_of
from tremula.actions.ports import Tx
from tremula.actions.read_sessions import list_begun
from tremula.actions.self_reports import AFTER, CHECK, after_of
from tremula.core.learn.letter import Done, Week
from tremula.core.safety.checks import CheckRules, is_worse


class Writing(Struct, frozen=True):
    """For which week (its Monday), by which rules, with which names. `titles`: exercise → title."""

    first: date
    rules: CheckRules
    titles: Mapping[str, str]


def read_week(tx: Tx, command: Writing) -> Week:
    """Sessions, the person's own lines and the checks of seven days."""
    lines = {row.session: after_of(row).line for row in tx.answers(AFTER)}
    sessions = [
        Done(day_of(row.begun), named(row.exercises, command), lines.get(row.id, ""))
        for row in reversed(list_begun(tx))
        if in_week(day_of(row.begun), command.first)
    ]
    checks = [row.body for row in tx.answers(CHECK) if in_week(day_of(row.at), command.first)]
    labels = {sign.id: sign.label for sign in command.rules.signs}
    return Week(
        first=command.first,
        sessions=sessions,
        signs=list(dict.fromkeys(labels[id] for body in checks for id in body["signs"] if id in labels)),
        worse=any(
            is_worse(command.rules, body["when"], [id for id in body["signs"] if id in labels])
            for body in checks
        ),
    )


def in_week(day: date, first: date) -> bool:
    """Whether a day is one of the seven from `first`."""
    return first <= day < first + timedelta(days=7)


def named(ids: tuple[str, ...], command: Writing) -> tuple[str, ...]:
    """Exercises by title; parts around them, and what there is no more, are left out."""
    return tuple(command.titles[id] for id in ids if id in command.titles)
