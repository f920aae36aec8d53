"""The sentences under the charts: what they count, and what they never say."""

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tremula.core.charts.span import Span
from tremula.core.charts.words import daily

FIRST = date(2026, 9, 1)
FOUR_WEEKS = Span(FIRST, FIRST + timedelta(days=27))
JUDGING = (
    r"\b(improv\w+|better|worse\w*|good|bad|progress|success\w*|well|streak\w*|effects?|because|thanks)\b"
)


def days(*values: float, every: int = 1) -> list[tuple[date, float]]:
    return [(FIRST + timedelta(days=n * every), value) for n, value in enumerate(values)]


def test_days_without_a_rating_are_counted_as_such() -> None:
    assert daily(days(4, 5, 6), FOUR_WEEKS) == "Rated on 3 of 28 days."
    assert daily([], FOUR_WEEKS) == "Not rated in this time."
    assert daily(days(4), Span(FIRST, FIRST)) == "Rated on 1 of 1 day."


def test_two_ratings_of_one_day_are_one_day() -> None:
    assert daily([*days(4), *days(6)], FOUR_WEEKS) == "Rated on 1 of 28 days."


def test_a_difference_beyond_the_usual_spread_is_told_without_judging() -> None:
    told = daily(days(*[7] * 10, *[3] * 10), FOUR_WEEKS)
    assert told == (
        "Rated on 20 of 28 days. Half of them lie between 3 and 7. "
        "In the later half of the time the middle is lower (3) than in the earlier (7)."
    )


def test_a_difference_within_the_usual_spread_is_much_alike() -> None:
    assert daily(days(*[2, 8] * 5, *[3, 8] * 5), FOUR_WEEKS).endswith("much alike (5 and 5.5).")
    assert daily(days(*[5] * 10, *[6] * 10), FOUR_WEEKS).endswith("much alike (5 and 6).")
    assert daily(days(*[5] * 20), FOUR_WEEKS).endswith("much alike (5).")


def test_a_handful_is_not_compared() -> None:
    assert "half of the time" not in daily(days(*[9] * 5, *[1] * 4), FOUR_WEEKS)


def test_what_lies_outside_the_time_is_not_told() -> None:
    before = [(FIRST - timedelta(days=n), 9.0) for n in range(20, 0, -1)]
    assert daily([*before, *days(1, 1, 1)], FOUR_WEEKS) == "Rated on 3 of 28 days."


@given(st.lists(st.tuples(st.integers(0, 27), st.integers(0, 10)), max_size=80))
def test_no_sentence_judges(rated: list[tuple[int, int]]) -> None:
    values = [(FIRST + timedelta(days=day), float(value)) for day, value in sorted(rated)]
    assert re.findall(JUDGING, daily(values, FOUR_WEEKS), re.I) == []
