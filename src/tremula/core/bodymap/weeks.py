"""Records of many days by week: how often each place was marked. It counts, it averages no feeling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from tremula.core.bodymap.record import STRONGEST, Felt, Record


class Week(Struct, frozen=True):
    """`maps`: how many records the week has; `often`: in how many of them a feeling was marked at a place."""

    monday: date
    maps: int
    often: dict[str, dict[str, int]]


def by_week(records: Iterable[tuple[date, Felt]]) -> list[Week]:
    """Weeks from Monday on, oldest first; a week without a record between others is there, and empty."""
    weeks: dict[date, list[Felt]] = {}
    for day, record in records:
        weeks.setdefault(monday_of(day), []).append(record)
    if not weeks:
        return []
    first, last = min(weeks), max(weeks)
    count = (last - first).days // 7 + 1
    mondays = (first + timedelta(weeks=n) for n in range(count))
    return [Week(monday, len(weeks.get(monday, ())), tally(weeks.get(monday, ()))) for monday in mondays]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def tally(records: Iterable[Felt]) -> dict[str, dict[str, int]]:
    """In how many records each feeling was marked at each place."""
    counts = Counter(
        (place, feeling)
        for record in records
        for place, feelings in record.items()
        for feeling, strength in feelings.items()
        if strength
    )
    found: dict[str, dict[str, int]] = {}
    for (place, feeling), count in counts.items():
        found.setdefault(place, {})[feeling] = count
    return found


def to_draw(week: Week) -> Record:
    """How often, as a strength to draw: 1 up to a third of the week’s maps, 2 up to two thirds, 3 above."""
    return {
        place: {feeling: -(-STRONGEST * count // week.maps) for feeling, count in feelings.items()}
        for place, feelings in week.often.items()
    }
