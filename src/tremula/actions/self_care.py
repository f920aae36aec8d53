"""Keeping what there was of self-care on a day, and reading it again. It counts on nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from msgspec import Struct

from tremula.actions.ports import AnswerRow, Tx
from tremula.core.practice.self_care import CareDay, SelfCare, checked

SELF_CARE = "self-care"


class Noting(Struct, frozen=True):
    """What there was on a day, and when that was said (wall time, RFC 3339 with offset)."""

    care: SelfCare
    done: Sequence[str]
    day: date
    at: str


def keep_self_care(tx: Tx, command: Noting) -> None:
    """A day has one entry; with nothing left in it, it goes. Refusals: "day", "shape"."""
    today = datetime.fromisoformat(command.at).date()
    kept = checked(command.care, command.done, command.day, today)
    id = f"{SELF_CARE}-{kept.day}"
    if kept.done:
        tx.keep_answer(AnswerRow(id, SELF_CARE, command.at, msgspec.to_builtins(kept)))
    else:
        tx.delete_answer(id)


def care_days(tx: Tx, command: None = None) -> Sequence[CareDay]:
    """Every day with something in it, in order."""
    days = [msgspec.convert(row.body, CareDay) for row in tx.answers(SELF_CARE)]
    return sorted(days, key=lambda each: each.day)
