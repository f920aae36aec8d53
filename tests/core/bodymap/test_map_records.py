"""A record of the body map is checked, told, compared and gathered by week."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tremula.core.bodymap.record import Record, checked
from tremula.core.bodymap.weeks import by_week, to_draw
from tremula.core.bodymap.words import change_in_words, compared, described, reach
from tremula.core.failure import Refusal
from tremula.library.body_map import read_body_map
from tremula.library.places import find_content

MAP, _ = read_body_map(find_content(None))
assert MAP is not None
RECORDS = some.dictionaries(
    some.sampled_from(sorted(MAP.names)),
    some.dictionaries(some.sampled_from(sorted(MAP.feels)), some.integers(0, 3), max_size=5),
    max_size=12,
)
MONDAY = date(2026, 11, 16)


@given(RECORDS)
def test_checking_keeps_every_mark_drops_zeros_and_has_one_order(record: Record) -> None:
    kept = checked(MAP, record)
    marks = {(p, f): n for p, felt in record.items() for f, n in felt.items() if n}
    assert {(p, f): n for p, felt in kept.items() for f, n in felt.items()} == marks
    turned = {p: dict(reversed(felt.items())) for p, felt in reversed(record.items())}
    assert msgspec.json.encode(checked(MAP, turned)) == msgspec.json.encode(kept)


@pytest.mark.parametrize(
    ("record", "word"),
    [
        ({"tail": {"tense": 1}}, "tail"),
        ({"belly": {"happy": 1}}, "happy"),
        ({"belly": {"tense": 4}}, "strength"),
        ({"belly": {"tense": -1}}, "strength"),
        ({"belly": {"tense": True}}, "strength"),
        ({"belly": {"tense": 1.5}}, "strength"),
    ],
)
def test_what_the_map_does_not_know_is_refused_with_a_word(record: Record, word: str) -> None:
    with pytest.raises(Refusal, match=word) as refused:
        checked(MAP, record)
    assert refused.value.code == "shape"


def test_a_record_is_told_from_the_head_down() -> None:
    record = {"belly": {"warm": 1}, "left-shoulder": {"tense": 3, "warm": 1}, "jaw": {"tense": 2}}
    assert described(MAP, record) == (
        "Jaw: tense, clear. Left shoulder: tense, strong; warm, mild. Belly: warm, mild."
    )
    assert described(MAP, {}) == "Nothing was marked."


def test_two_records_are_compared_without_calling_anything_better() -> None:
    before = {"belly": {"tense": 3, "numb": 1}, "jaw": {"tense": 1}, "left-hand": {"warm": 2}}
    after = {"belly": {"tense": 1}, "jaw": {"tense": 2}, "left-hand": {"warm": 2}, "left-knee": {"warm": 1}}
    assert change_in_words(compared(MAP, before, after)) == (
        "New: left knee warm. Stronger: jaw tense. Weaker: belly tense. No longer marked: belly numb. "
        "The rest is as before."
    )
    assert change_in_words(compared(MAP, after, after)) == "All is as before."
    assert change_in_words(compared(MAP, {}, {})) == "Nothing was marked, then or now."


@given(RECORDS, RECORDS)
def test_looking_back_turns_a_comparison_round(a: Record, b: Record) -> None:
    there, back = compared(MAP, a, b), compared(MAP, b, a)
    assert (there.new, there.stronger, there.same) == (back.gone, back.weaker, back.same)


def test_where_the_shaking_was_is_counted_and_named() -> None:
    record = {"pelvis": {"shaking": 3}, "left-calf": {"shaking": 1}, "jaw": {"tense": 1}}
    assert reach(MAP, record, "shaking") == "Felt in 2 places: pelvis and left calf."
    assert reach(MAP, {"jaw": {"shaking": 1}}, "shaking") == "Felt in 1 place: jaw."
    assert reach(MAP, {"jaw": {"tense": 1}}, "shaking") == "It was not marked anywhere."


def test_weeks_count_marks_and_show_the_gap_between() -> None:
    days = [
        (MONDAY, {"jaw": {"tense": 3}}),
        (MONDAY + timedelta(days=6), {"jaw": {"tense": 1}, "belly": {"warm": 2}}),
        (MONDAY + timedelta(days=3), {}),
        (MONDAY + timedelta(days=14), {"belly": {"warm": 1}}),
    ]
    weeks = by_week(days)
    assert [(week.monday, week.maps) for week in weeks] == [
        (MONDAY, 3),
        (MONDAY + timedelta(days=7), 0),
        (MONDAY + timedelta(days=14), 1),
    ]
    assert weeks[0].often == {"jaw": {"tense": 2}, "belly": {"warm": 1}}
    assert to_draw(weeks[0]) == {"jaw": {"tense": 2}, "belly": {"warm": 1}}
    assert to_draw(weeks[1]) == {}
    assert to_draw(weeks[2]) == {"belly": {"warm": 3}}
    assert by_week([]) == []


@given(some.lists(some.tuples(some.dates(date(2026, 1, 1), date(2026, 3, 1)), RECORDS), max_size=8))
def test_what_is_drawn_for_a_week_is_a_record_like_any_other(days: list[tuple[date, Record]]) -> None:
    weeks = by_week(days)
    assert sum(week.maps for week in weeks) == len(days)
    for week in weeks:
        assert to_draw(week).keys() == week.often.keys()
        assert checked(MAP, to_draw(week)).keys() == week.often.keys()
