"""What a chart draws and lists: gaps stay gaps, sessions stand under the line, long times are gathered."""

import re
from datetime import date, timedelta

import pytest

from tremula.core.charts.chart import Chart, Course, chart
from tremula.core.charts.series import Measure, gathered
from tremula.core.charts.span import Span, counted, months, periods

FIRST = date(2026, 9, 1)
SPAN = Span(FIRST, FIRST + timedelta(days=29))
TENSION = Measure("tension", "Tension", low_words="Not at all", high_words="Very")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def made(
    values: dict[int, float], sessions: tuple[int, ...] = (), span: Span = SPAN, reach: int = 1
) -> Chart:
    pairs = [(day(number), value) for number, value in values.items()]
    return chart(Course(TENSION, pairs, span, counted(map(day, sessions), span), "Said.", reach))


def drawn(one: Chart, name: str) -> str:
    found = re.search(rf'class="chart-{name}" d="([^"]*)"', one.picture)
    assert found, one.picture
    return found[1]


def test_a_day_without_a_rating_breaks_the_line() -> None:
    one = made({0: 4, 1: 5, 2: 6, 4: 5, 5: 4, 8: 9})
    assert [part.count("L") for part in drawn(one, "line").split("M")[1:]] == [2, 1]
    assert drawn(one, "dots").count("M") == 6


def test_ratings_at_sessions_may_lie_some_days_apart() -> None:
    assert drawn(made({0: 4, 3: 5, 7: 6, 20: 5}, reach=7), "line").count("M") == 1


def test_the_highest_rating_lies_on_top_and_the_lowest_below() -> None:
    dots = drawn(made({0: 0, 1: 10, 2: 5}), "dots")
    assert [float(y) for y in re.findall(r"M\S+ (\S+)h", dots)] == [100, 0, 50]


def test_sessions_stand_under_the_day_they_were_on() -> None:
    one = made({3: 4}, sessions=(3, 9))
    assert re.findall(r"M(\S+) 106V", drawn(one, "sessions"))[0] == drawn(one, "dots").split()[0][1:]
    assert drawn(one, "sessions").count("M") == 2


def test_a_session_outside_the_time_is_not_drawn() -> None:
    assert "V" not in drawn(made({3: 4}, sessions=(-1, 40)), "sessions")


def test_the_table_has_every_number_and_names_the_gaps() -> None:
    rows = made({1: 4, 2: 5.5, 5: 6}, sessions=(2, 3)).table.rows
    assert rows == (
        ("Tue 1 Sep 2026", "not rated", ""),
        ("Wed 2 Sep 2026", "4", ""),
        ("Thu 3 Sep 2026", "5.5", "1"),
        ("4 Sep to 5 Sep 2026", "not rated", "1"),
        ("Sun 6 Sep 2026", "6", ""),
        ("7 Sep to 30 Sep 2026", "not rated", ""),
    )


def test_over_a_year_a_mark_is_a_week_with_its_middle_and_both_ends() -> None:
    year = Span(date(2026, 1, 1), date(2026, 12, 31))
    points = gathered([(date(2026, 3, 2), 2), (date(2026, 3, 4), 9), (date(2026, 3, 8), 3)], year)
    assert [(p.part, p.value, p.low, p.high, p.count) for p in points] == [
        (Span(date(2026, 3, 2), date(2026, 3, 8)), 3, 2, 9, 3)
    ]


def test_over_ten_years_a_mark_is_a_month() -> None:
    assert len(list(periods(Span(date(2016, 11, 23), date(2026, 11, 22)), "month"))) == 121
    assert Span(date(2016, 11, 23), date(2026, 11, 22)).grain == "month"


@pytest.mark.parametrize("length", [1, 2, 6, 28, 29, 84, 100, 101, 365, 769, 770, 771, 3653])
def test_every_length_has_a_few_words_under_it_in_order(length: int) -> None:
    span = Span(FIRST, FIRST + timedelta(days=length - 1))
    one = made({0: 4, length - 1: 5}, sessions=(0,), span=span)
    places = [float(tick.at[:-1]) for tick in one.ticks]
    assert 1 <= len(places) <= 4
    assert places == sorted(set(places))
    assert all(0 <= place <= 90 for place in places)
    assert [row for row in one.table.rows if row[-1] == "1"]


def test_a_measure_without_ends_of_its_own_gets_them_from_its_values() -> None:
    pulse = Measure("pulse", "Resting pulse", low=None, high=None, unit="beats a minute")
    one = chart(Course(pulse, [(day(0), 58), (day(1), 66)], SPAN, {}, "Said."))
    assert (float(one.low) < 58, float(one.high) > 66) == (True, True)
    assert one.about == "In beats a minute."


def test_no_picture_has_a_style_of_its_own_and_each_is_named() -> None:
    one = made({0: 4})
    assert "style" not in one.picture
    assert 'role="img" aria-label="Chart: Tension.' in one.picture


def test_months_are_those_that_begin_within() -> None:
    assert months(Span(date(2026, 8, 31), date(2026, 11, 22))) == [
        date(2026, 9, 1),
        date(2026, 10, 1),
        date(2026, 11, 1),
    ]
