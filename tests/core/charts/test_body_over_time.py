"""The body map over time: places are counted, strengths are not averaged, and no word says good or bad."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from shipped import our_library
from tremula.core.charts.body import Body, Look, body_over_time
from tremula.core.charts.span import Span

MAP = our_library().body_map
assert MAP is not None
FIRST = date(2026, 9, 1)
SPAN = Span(FIRST, FIRST + timedelta(days=83))
Felt = Mapping[str, Mapping[str, int]]


def made(maps: Mapping[int, Felt]) -> Body | None:
    assert MAP is not None
    pairs = [(FIRST + timedelta(days=number), felt) for number, felt in maps.items()]
    return body_over_time(Look(MAP, pairs, SPAN, {}, ""))


def test_each_feeling_is_counted_by_places_whatever_its_strength() -> None:
    body = made({0: {"pelvis": {"shaking": 3}, "belly": {"shaking": 1}}, 4: {"pelvis": {"shaking": 2}}})
    assert body is not None
    (chart,) = body.charts
    assert (chart.id, chart.title) == ("body-shaking", "Shaking")
    assert [row[1] for row in chart.table.rows if row[1] != "not rated"] == ["2", "1"]


def test_the_first_weeks_stand_beside_the_last() -> None:
    early: Felt = {"jaw": {"tense": 2}}
    late: Felt = {"belly": {"tense": 2}}
    body = made({0: early, 7: early, 70: late, 77: late})
    assert body is not None
    first, last = body.stretches
    assert first.title == "1 September 2026 to 8 September 2026"
    assert first.words == "2 maps. Tense: jaw (twice)."
    assert last.words == "2 maps. Tense: belly (twice)."
    assert len(first.pictures) == 2


def test_maps_of_a_few_days_are_one_picture() -> None:
    body = made({0: {"jaw": {"warm": 1}}, 3: {}})
    assert body is not None
    (only,) = body.stretches
    assert only.words == "2 maps. Warm: jaw (once)."


def test_without_a_map_there_is_nothing() -> None:
    assert made({}) is None
    assert made({-5: {"jaw": {"tense": 1}}}) is None


def test_every_pattern_on_the_page_has_an_id_of_its_own() -> None:
    body = made({0: {"jaw": {"tense": 1}}, 80: {"jaw": {"tense": 1}}})
    assert body is not None
    ids = re.findall(
        r' id="([^"]+)"', "".join(picture for each in body.stretches for picture in each.pictures)
    )
    assert ids and sorted(set(ids)) == sorted(ids)
