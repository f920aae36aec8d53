"""Rows of marks: self-care by weeks, what days held, checks after sessions. Nothing is counted on."""

import re
from datetime import date, timedelta

from shipped import our_guidance
from tremula.core.charts.care import care_rows
from tremula.core.charts.days import Look, held
from tremula.core.charts.rows import Drawn
from tremula.core.charts.sessions import Checked, afterwards
from tremula.core.charts.span import Span
from tremula.core.practice.check_in import DayBody
from tremula.core.practice.self_care import CareDay, SelfCare

PRACTICE = our_guidance().practice
CARE: SelfCare = PRACTICE.self_care
MONDAY = date(2026, 8, 31)
WEEKS = Span(MONDAY, MONDAY + timedelta(days=7 * 4 - 1))


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def cared(*numbers: int, field: str = "food") -> list[CareDay]:
    return [CareDay(day(number).isoformat(), [field]) for number in numbers]


def marks(row: Drawn) -> dict[int, int]:
    """Size → how many marks."""
    found = re.findall(r'row-mark-(\d)" d="([^"]*)"', row.picture)
    return {int(size): d.count("h0.01") for size, d in found}


def test_a_week_is_larger_with_more_days_and_is_not_lost_with_one() -> None:
    rows = care_rows(CARE, cared(0, 7, 8, 9, 14, 15, 16, 17, 18, 19), WEEKS)
    assert rows is not None
    food = next(row for row in rows.rows if row.name == "Food")
    assert marks(food) == {1: 1, 2: 1, 3: 1}
    assert food.words == "in 3 of 4 weeks"
    assert rows.sentence == "Something was noted in 3 of 4 weeks."


def test_a_week_without_any_note_is_a_gap_and_not_an_empty_week() -> None:
    rows = care_rows(CARE, cared(0, 21), WEEKS)
    assert rows is not None
    base = re.search(r'row-base" d="([^"]*)"', rows.rows[0].picture)
    assert base and base[1].count("M") == 2
    assert [row[0] for row in rows.table.rows] == ["31 August 2026", "21 September 2026"]


def test_nothing_noted_draws_nothing() -> None:
    assert care_rows(CARE, [], WEEKS) is None
    assert care_rows(CARE, cared(-30, 60), WEEKS) is None


def test_of_many_years_the_last_weeks_are_drawn_and_that_is_said() -> None:
    long = Span(MONDAY - timedelta(days=3000), WEEKS.last)
    rows = care_rows(CARE, cared(-1000, 0), long)
    assert rows is not None
    assert rows.sentence == "Something was noted in 1 of the last 61 weeks."


def body(number: int, *contexts: str) -> tuple[date, DayBody]:
    return day(number), DayBody(day(number).isoformat(), {"tension": 4}, {}, contexts, late=False)


def test_what_days_held_stands_on_its_days_without_the_sessions() -> None:
    days = [body(0, "session", "illness"), body(1, "session"), body(2), body(9, "illness", "Visitors")]
    rows = held(Look(PRACTICE.check_in, days, WEEKS, {}))
    assert rows is not None
    assert [(row.name, row.words) for row in rows.rows] == [
        ("Ill", "noted twice"),
        ("Visitors", "noted once"),
    ]
    assert rows.table.rows == (("Mon 31 Aug 2026", "Ill"), ("Wed 9 Sep 2026", "Ill; Visitors"))
    assert rows.sentence == "There is a check-in of 4 of 28 days."


def test_days_that_held_nothing_draw_nothing() -> None:
    assert held(Look(PRACTICE.check_in, [body(0, "session"), body(1)], WEEKS, {})) is None


def test_what_was_ticked_after_sessions() -> None:
    labels = {"raw": "Raw", "fine": "Fine", "tired": "Tired"}
    checks = [Checked(day(0), ["tired"]), Checked(day(1), ["fine"]), Checked(day(5), ["tired", "raw"])]
    rows = afterwards(labels, checks, WEEKS)
    assert rows is not None
    assert [(row.name, row.words) for row in rows.rows] == [
        ("Raw", "ticked once"),
        ("Fine", "ticked once"),
        ("Tired", "ticked twice"),
    ]
    assert rows.table.rows[-1] == ("Sat 5 Sep 2026", "Tired, Raw")
    assert afterwards(labels, checks, Span(day(40), day(60))) is None


def test_many_days_become_bars() -> None:
    days = [body(number, "illness") for number in range(60)]
    rows = held(Look(PRACTICE.check_in, days, Span(MONDAY, day(83)), {}))
    assert rows is not None
    assert rows.rows[0].picture.count("row-bar") == 3
    assert "row-mark" not in rows.rows[0].picture
