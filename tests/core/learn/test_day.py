"""The picture of a day: its lines lie where the levels are, and its table says the same in words."""

from __future__ import annotations

import re

import pytest

from shipped import our_guidance
from tremula.core.learn.day import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, State, height, path, points, table, zone

DAY = our_guidance().teaching.day
BY_ID = {state.id: state for state in DAY.states}


def test_more_energy_is_higher_up_and_all_stays_inside() -> None:
    assert (height(0), height(10)) == (BOTTOM, TOP)
    for state in DAY.states:
        for point in points(DAY, state):
            assert LEFT <= point.x <= RIGHT and 0 < point.y < HEIGHT


@pytest.mark.parametrize("state", DAY.states, ids=lambda state: state.id)
def test_the_line_goes_through_every_hour_from_left_to_right(state: State) -> None:
    numbers = [float(each) for each in re.findall(r"-?[\d.]+", path(DAY, state))]
    ends = [(numbers[0], numbers[1]), *zip(numbers[6::6], numbers[7::6], strict=True)]
    assert ends == [tuple(point) for point in points(DAY, state)]
    assert [x for x, _ in ends] == sorted(x for x, _ in ends)


def test_regulated_visits_both_ends_and_the_others_stay_on_theirs() -> None:
    assert {zone(level) for level in BY_ID["regulated"].levels} == {"rest", "between", "energy"}
    assert {zone(level) for level in BY_ID["on"].levels} == {"energy"}
    assert {zone(level) for level in BY_ID["off"].levels} == {"rest"}


def test_the_table_has_a_row_for_each_hour_and_a_column_for_each_state() -> None:
    rows = table(DAY)
    assert [row.hour for row in rows][:2] == ["06:00", "08:00"]
    assert all(row.happens and len(row.zones) == 3 for row in rows)
    assert len(rows) == len(DAY.hours)


def test_pulse_breath_and_senses_differ_between_rest_and_energy() -> None:
    rest, energy = DAY.zones["rest"], DAY.zones["energy"]
    assert (rest.pulse, rest.breath, rest.senses) != (energy.pulse, energy.breath, energy.senses)
    assert "pulse" in DAY.states[0].words.lower() and "measures nobody" in DAY.note
