"""Self-care knows rough amounts of a week, and never how long something went on."""

from datetime import date, timedelta

import pytest

from tremula.core.failure import Refusal
from tremula.core.practice.self_care import CareDay, SelfCare, amount, by_week, checked
from tremula.library.guidance import read_guidance
from tremula.library.places import find_content

TODAY = date(2026, 11, 22)
"""A Sunday."""


@pytest.fixture(scope="module")
def care() -> SelfCare:
    return read_guidance(find_content()).practice.self_care


def test_the_fields_of_the_method_are_there(care: SelfCare) -> None:
    assert [field.id for field in care.fields] == ["food", "moving", "sleep", "people", "journal"]


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "none"), (1, "some"), (2, "some"), (3, "half"), (4, "half"), (5, "most"), (6, "most"), (7, "most")],
)
def test_five_days_of_a_week_are_most_of_it(days: int, words: str) -> None:
    assert amount(days) == words


def test_weeks_begin_on_monday_and_an_empty_one_is_there(care: SelfCare) -> None:
    days = [
        CareDay("2026-11-16", ["food"]),
        CareDay("2026-11-22", ["food"]),
        CareDay("2026-11-08", ["people"]),
    ]
    weeks = by_week(care, days, TODAY, 3)
    assert [week.monday for week in weeks] == [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
    assert [week.amounts["food"] for week in weeks] == ["none", "none", "some"]
    assert [week.amounts["people"] for week in weeks] == ["some", "none", "none"]
    assert [week.noted for week in weeks] == [True, False, True]


def test_a_field_that_content_no_longer_has_is_left_out(care: SelfCare) -> None:
    (week,) = by_week(care, [CareDay("2026-11-22", ["juggling"])], TODAY, 1)
    assert set(week.amounts) == {field.id for field in care.fields}
    assert not week.noted


def test_a_day_is_kept_in_order_and_once(care: SelfCare) -> None:
    assert checked(care, ["sleep", "food", "sleep"], TODAY, TODAY).done == ["food", "sleep"]


@pytest.mark.parametrize(("back", "code"), [(-1, "day"), (7, "day"), (0, "shape")])
def test_what_cannot_be_meant_is_refused(care: SelfCare, back: int, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        checked(care, ["gold"], TODAY - timedelta(days=back), TODAY)
    assert refusal.value.code == code
