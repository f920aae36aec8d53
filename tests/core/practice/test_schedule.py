"""Days of practice leave rest between them; a day asks ten minutes at most; later is later."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tremula.core.failure import Refusal
from tremula.core.practice.schedule import (
    Errand,
    Reminder,
    Schedule,
    Standing,
    checked,
    fitting,
    next_reminder,
    put_off,
)

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
"""A Sunday."""


def errand(id: str, minutes: float) -> Errand:
    return Errand(id, id, minutes, f"/{id}", NOW.date())


@pytest.mark.parametrize("days", [[], [3], [0, 2], [0, 2, 4], [5, 0, 2], [6, 3, 1], [0, 3, 0]])
def test_days_with_rest_between_them_are_kept_in_order(days: list[int]) -> None:
    assert checked(Schedule(days=days), 48).days == sorted(set(days))


@pytest.mark.parametrize("days", [[0, 1], [0, 6], [0, 2, 3], [0, 2, 4, 6], [1, 3, 5, 0]])
def test_neighbouring_days_are_refused_around_the_week_too(days: list[int]) -> None:
    with pytest.raises(Refusal, match="48 hours") as refusal:
        checked(Schedule(days=days), 48)
    assert refusal.value.code == "too-near"


def test_longer_rest_needs_more_days_between() -> None:
    assert checked(Schedule(days=[0, 3]), 72).days == [0, 3]
    with pytest.raises(Refusal):
        checked(Schedule(days=[0, 2]), 72)


def test_a_day_asks_ten_minutes_at_most_and_the_rest_waits() -> None:
    today = fitting([errand("check-in", 0.6), errand("pcl-5", 6), errand("maia-2", 6), errand("phq-9", 2)])
    assert [each.id for each in today.errands] == ["check-in", "pcl-5", "phq-9"]
    assert (today.minutes, today.waiting) == (8.6, 1)


@pytest.mark.parametrize("minutes", [[10.0], [4, 6], [3, 3, 3, 3, 3], [11], [0.1] * 200])
def test_it_is_never_more_than_ten(minutes: list[float]) -> None:
    today = fitting([errand(f"e{n}", each) for n, each in enumerate(minutes)])
    assert today.minutes <= 10
    assert len(today.errands) + today.waiting == len(minutes)


def test_later_is_two_hours_or_the_next_morning_or_not_at_all() -> None:
    assert put_off(NOW, "hours") == NOW + timedelta(hours=2)
    assert put_off(NOW, "tomorrow") == datetime(2026, 11, 23, 6, tzinfo=UTC)
    assert put_off(NOW, "now") is None


def test_the_next_reminder_is_the_nearest_of_practice_and_check_in() -> None:
    schedule = Schedule(days=[0], at="18:30", check_in="20:15")
    assert next_reminder(schedule, Standing(NOW, NOW)) == Reminder(at(22, 20, 15), "check-in")
    assert next_reminder(schedule, Standing(at(22, 20, 15), NOW)) == Reminder(at(23, 18, 30), "practice")
    assert next_reminder(Schedule(), Standing(NOW, NOW)) is None


def test_practice_is_not_reminded_of_before_the_plan_has_it_nor_where_it_has_none() -> None:
    schedule = Schedule(days=[0, 2], at="18:30")
    assert next_reminder(schedule, Standing(NOW, at(23, 18, 31))) == Reminder(at(25, 18, 30), "practice")
    assert next_reminder(schedule, Standing(NOW, None)) is None


def test_a_check_in_that_is_kept_is_not_reminded_of() -> None:
    schedule = Schedule(check_in="20:15")
    assert next_reminder(schedule, Standing(NOW, None, told=True)) == Reminder(at(23, 20, 15), "check-in")


def test_what_was_put_off_comes_back_once_and_nothing_before_it() -> None:
    schedule = Schedule(check_in="18:30")
    until = NOW + timedelta(hours=2)
    assert next_reminder(schedule, Standing(NOW, None, until)) == Reminder(until, "later")
    late = Standing(until, None, until)
    assert next_reminder(schedule, late) == Reminder(at(23, 18, 30), "check-in")


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime.combine(date(2026, 11, day), datetime.min.time(), UTC) + timedelta(
        hours=hour, minutes=minute
    )
