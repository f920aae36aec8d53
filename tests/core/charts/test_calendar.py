"""The calendar of sessions: every session on its day, over a long time in its month."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tremula.core.charts.calendar import calendar
from tremula.core.charts.span import Span

SPAN = Span(date(2026, 8, 31), date(2026, 11, 22))


def test_a_day_with_a_session_is_marked_and_the_weeks_begin_on_monday() -> None:
    pages = calendar([date(2026, 11, 3)], SPAN).pages
    assert [page.title for page in pages] == [
        "August 2026",
        "September 2026",
        "October 2026",
        "November 2026",
    ]
    november = pages[-1]
    assert november.heads[0] == "Mon"
    assert [cell and cell.words for cell in november.rows[0]] == [None] * 6 + ["1"]
    assert [cell.words for row in november.rows for cell in row if cell and cell.sessions] == ["3"]


def test_days_outside_the_time_are_told_from_days_without() -> None:
    august = calendar([date(2026, 8, 30)], SPAN).pages[0]
    cells = [cell for row in august.rows for cell in row if cell]
    assert [cell.inside for cell in cells].count(True) == 1
    assert not any(cell.sessions for cell in cells if cell.inside)


def test_the_sentence_counts_and_praises_nothing() -> None:
    days = [date(2026, 9, 1), date(2026, 9, 4), date(2026, 9, 8)]
    assert calendar(days, SPAN).sentence == "3 sessions in this time. A week had from none to 2."
    assert calendar([], SPAN).sentence == "No session in this time."
    assert calendar(days[:1], Span(days[0], days[0])).sentence == "1 session in this time."


@given(st.integers(0, 4000), st.lists(st.integers(0, 4000), max_size=60))
def test_every_session_of_the_time_is_counted_once(length: int, numbers: list[int]) -> None:
    span = Span(date(2016, 2, 29), date(2016, 2, 29) + timedelta(days=length))
    days = [span.first + timedelta(days=number) for number in numbers]
    pages = calendar(days, span).pages
    counted = sum(
        cell.sessions for page in pages for row in page.rows for cell in row if cell and cell.inside
    )
    assert counted == sum(span.has(day) for day in days)
