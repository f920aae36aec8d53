"""Keeping a day's check-in, what it asks, and the goal; reading them again. It judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from tremula.actions.answer_ids import free_id
from tremula.actions.ports import AnswerRow, Tx
from tremula.core.failure import Refusal
from tremula.core.practice.check_in import MOST_TAGS, DayBody, Said, Tag, checked, joined, tidy_tags
from tremula.core.practice.measures import SESSION, CheckIn, Id, Measure

CHECK_IN, GOAL = "check-in", "goal"
CHOSEN, TAGS = "check-in.chosen", "check-in.tags"


class Own(Struct, frozen=True, forbid_unknown_fields=True):
    """How a person has made the check-in theirs: what is asked besides the usual, own tags, the goal."""

    chosen: Annotated[list[Id], Meta(max_length=20)] = []
    tags: Annotated[list[Tag], Meta(max_length=MOST_TAGS)] = []
    goal: Annotated[str, Meta(max_length=200)] = ""


class Telling(Struct, frozen=True):
    """What was said of a day, and when (wall time, RFC 3339 with offset)."""

    check_in: CheckIn
    day: date
    said: Said
    at: str


class Choosing(Struct, frozen=True):
    """The person's own way of it."""

    check_in: CheckIn
    own: Own
    at: str


class Looking(Struct, frozen=True):
    """Which day is looked at."""

    check_in: CheckIn
    day: date


class Sheet(Struct, frozen=True):
    """A day's check-in as a page shows it; `kept` None: nothing was said. `practised`: a session began."""

    day: date
    own: Own
    measures: tuple[Measure, ...]
    kept: DayBody | None
    practised: bool


class KeptDay(Struct, frozen=True):
    """A check-in, and when it was last written."""

    at: str
    check_in: DayBody


def keep_check_in(tx: Tx, command: Telling) -> None:
    """A day has one, which the next replaces where it is asked. Refusals: "day", "shape", "nothing-said"."""
    today, own = datetime.fromisoformat(command.at).date(), read_own(tx)
    before = tx.answer(id_of(command.day))
    kept = body_of(before) if before else None
    tags = [*own.tags, *(kept.contexts if kept else [])]
    body = checked(command.check_in, command.said, command.day, today, tags)
    if kept:
        body = joined(body, kept, [each.id for each in command.check_in.asked(own.chosen, own.goal)])
    row = AnswerRow(id_of(command.day), CHECK_IN, command.at, msgspec.to_builtins(body))
    tx.keep_answer(row)


def forget_check_in(tx: Tx, day: date) -> None:
    """Refusal("not-found")."""
    if tx.answer(id_of(day)) is None:
        raise Refusal("not-found", "There is no check-in of this day.")
    tx.delete_answer(id_of(day))


def check_ins(tx: Tx, since: str = "") -> Sequence[KeptDay]:
    """All of them, in the order of their days."""
    kept = [KeptDay(row.at, body_of(row)) for row in tx.answers(CHECK_IN, since=since)]
    return sorted(kept, key=lambda each: each.check_in.day)


def look_at_day(tx: Tx, command: Looking) -> Sheet:
    """What is asked of a day, and what was said."""
    own, row = read_own(tx), tx.answer(id_of(command.day))
    return Sheet(
        day=command.day,
        own=own,
        measures=command.check_in.asked(own.chosen, own.goal),
        kept=body_of(row) if row else None,
        practised=any(begun_on(row.begun, command.day) for row in tx.sessions()),
    )


def read_own(tx: Tx, command: None = None) -> Own:
    """How the person wants it; nothing besides the usual at first."""
    goals = tx.answers(GOAL)
    goal = str(goals[-1].body["text"]) if goals else ""
    return Own(tx.setting(CHOSEN) or [], tx.setting(TAGS) or [], goal)


def make_own(tx: Tx, command: Choosing) -> Own:
    """Keep it. A new goal begins at its moment; the ones before stay in the record. Refusal("shape")."""
    groups = {each.group for each in command.check_in.measures if each.asked == "chosen"}
    if unknown := set(command.own.chosen) - groups:
        raise Refusal("shape", f"The check-in has no question “{sorted(unknown)[0]}”.")
    tx.put_setting(CHOSEN, command.own.chosen)
    tx.put_setting(TAGS, tidy_tags(command.check_in, command.own.tags))
    goal = " ".join(command.own.goal.split())
    if goal != read_own(tx).goal:
        tx.keep_answer(AnswerRow(free_id(tx, f"{GOAL}-{command.at}"), GOAL, command.at, {"text": goal}))
    return read_own(tx)


def was_told(tx: Tx, day: date) -> bool:
    """Whether a day has its check-in."""
    return tx.answer(id_of(day)) is not None


def contexts_before(sheet: Sheet) -> Sequence[str]:
    """What is ticked already: as it was kept, else what the record knows."""
    if sheet.kept:
        return sheet.kept.contexts
    return [SESSION] if sheet.practised else []


def tags_of(sheet: Sheet, check_in: CheckIn) -> list[str]:
    """The person's own tags, and those that the day was kept with and that are theirs no more."""
    ids = {each.id for each in check_in.contexts}
    old = sheet.kept.contexts if sheet.kept else []
    return list(dict.fromkeys([*sheet.own.tags, *(tag for tag in old if tag not in ids)]))


def begun_on(stamp: str, day: date) -> bool:
    """Whether a session began on this day, as the clock stood then."""
    return datetime.fromisoformat(stamp).date() == day


def id_of(day: date) -> str:
    """A day has one check-in."""
    return f"{CHECK_IN}-{day.isoformat()}"


def body_of(row: AnswerRow) -> DayBody:
    """The check-in as it was kept."""
    return msgspec.convert(row.body, DayBody)
