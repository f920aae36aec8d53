"""Self-care as light habits: what there was on a day, and weeks in words. Nothing counts on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.bodymap.weeks import monday_of
from tremula.core.failure import Refusal
from tremula.core.practice.measures import Id
from tremula.core.wording import Short, Strict, Text

Amount = Literal["none", "some", "half", "most"]
AMOUNTS: tuple[Amount, ...] = ("none", "some", "half", "most")
LAST: Mapping[Amount, int] = {"none": 0, "some": 2, "half": 4, "most": 7}
"""The most days of a week that each amount still is."""
BACK_DAYS = 6
"""How many days back something can still be noted."""


class Field(Strict, frozen=True):
    """One of the things to look after."""

    id: Id
    label: Short
    """As it is tapped: what was done."""
    short: Short
    ideas: Text


class SelfCare(Strict, frozen=True):
    """content/practice/self-care.yaml."""

    lead: Text
    fields: Annotated[tuple[Field, ...], Meta(min_length=4)]
    amounts: dict[Amount, Short]


class CareDay(Struct, frozen=True):
    """What there was on a day, as it is kept."""

    day: str
    done: Sequence[str]


class CareWeek(Struct, frozen=True):
    """`amounts`: by field, how much of the week there was of it. `noted`: any of it at all."""

    monday: date
    amounts: Mapping[str, Amount]
    noted: bool


def checked(care: SelfCare, done: Sequence[str], day: date, today: date) -> CareDay:
    """In the order of content. Refusals: "day", "shape" for a field that there is not."""
    if not today - timedelta(days=BACK_DAYS) <= day <= today:
        raise Refusal("day", "Self-care can be noted for the last seven days.")
    ids = [field.id for field in care.fields]
    if unknown := set(done) - set(ids):
        raise Refusal("shape", f"There is no field “{sorted(unknown)[0]}”.")
    return CareDay(day.isoformat(), [id for id in ids if id in done])


def by_week(care: SelfCare, days: Iterable[CareDay], last: date, count: int) -> list[CareWeek]:
    """The last `count` weeks from Monday on, oldest first; fields that content no longer has are left out."""
    done: dict[date, list[CareDay]] = {}
    for day in days:
        done.setdefault(monday_of(date.fromisoformat(day.day)), []).append(day)
    mondays = [monday_of(last) - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
    return [week_of(care, monday, done.get(monday, [])) for monday in mondays]


def week_of(care: SelfCare, monday: date, days: Sequence[CareDay]) -> CareWeek:
    """One week: a rough amount of each field, because a week is not lost with a day."""
    counts = {field.id: sum(field.id in day.done for day in days) for field in care.fields}
    return CareWeek(monday, {id: amount(n) for id, n in counts.items()}, any(counts.values()))


def amount(days: int) -> Amount:
    """None, some (1 or 2 days of the week), half (3 or 4), most (5 and more)."""
    return next(name for name in AMOUNTS if days <= LAST[name])
