"""What support content must hold, whoever adds a country: numbers, hours, a source; and the three states."""

from __future__ import annotations

import re

import pytest

from shipped import our_guidance
from tremula.core.guidance import Country, State

SUPPORT = our_guidance().support
COUNTRIES = list(SUPPORT.countries.values())
SIGNS = {
    "freezing": ("stiff", "limp", "cold", "numb"),
    "flooding": ("too strong", "panic", "does not settle"),
    "dissociating": ("dreamy", "far away", "behind glass"),
}


def test_there_are_at_least_twelve_countries() -> None:
    assert len(COUNTRIES) >= 12


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.id)
def test_each_country_has_an_emergency_number_and_somebody_at_night(country: Country) -> None:
    assert country.emergency[0] in ("112", "911", "999", "000", "111", "113", "192")
    assert country.emergency[0] in country.emergency_about
    assert any(line.always for line in country.lines)
    assert all(line.hours == "Day and night" for line in country.lines if line.always)
    for line in country.lines:
        assert 2 <= len(re.sub(r"\D", "", line.number)) <= 13
        assert line.languages and line.about.endswith(".") and "." in line.source


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.id)
def test_no_line_stands_twice(country: Country) -> None:
    numbers = [(line.number, line.text) for line in country.lines]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("state", SUPPORT.grounding.states, ids=lambda state: state.id)
def test_each_state_shows_as_the_safety_notes_say(state: State) -> None:
    words = " ".join(state.signs).lower()
    assert [sign for sign in SIGNS[state.id] if sign not in words] == []
    assert state.first[0].startswith("Open your eyes")


def test_mild_may_wait_a_minute_and_stronger_ends_it() -> None:
    assert "for a minute" in SUPPORT.grounding.mild and "stop for today" in SUPPORT.grounding.mild
    assert "stop at once" in SUPPORT.grounding.strong
    assert "Do not practise alone again before a professional agrees." in SUPPORT.grounding.strong


def test_for_an_unknown_country_the_emergency_numbers_are_explained() -> None:
    assert {"112", "911", "999"} <= {number.number for number in SUPPORT.elsewhere.numbers}
    assert any("most countries" in words for words in SUPPORT.elsewhere.explained)
