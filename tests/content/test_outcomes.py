"""Each of the twelve hopes has measures that content really has; the page in the docs tells all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tremula.core.learn.pages import Outcome
from tremula.library.daily import read_practice
from tremula.library.guidance import read_guidance
from tremula.library.measures import measures_in
from tremula.library.places import find_content

ROOT = find_content()
OUTCOMES = read_guidance(ROOT).teaching.learning.pages["what-may-change"].outcomes
MEASURES = measures_in(ROOT)
PAGE = (Path(__file__).parents[2] / "docs/reference/outcomes.md").read_text("utf-8")
TWELVE = {
    1: ("fatigue", {"daily-check-in/fatigue", "rand-36-energy-wellbeing/energy-fatigue"}),
    2: ("anxiety", {"daily-check-in/anxiety", "gad-7"}),
    3: ("ptsd", {"pcl-5", "pc-ptsd-5"}),
    4: ("self-esteem and confidence", {"ipip-self-esteem", "check-in/confidence"}),
    5: ("headaches", {"daily-check-in/headache", "own-headache"}),
    6: ("muscle tension and chronic back pain", {"daily-check-in/tension", "daily-check-in/pain", "peg"}),
    7: ("digestion", {"daily-check-in/stomach", "own-digestion"}),
    8: ("sleep", {"daily-check-in/sleep", "own-sleep"}),
    9: ("heart rate variability", {"check-in/pulse", "check-in/hrv-rmssd", "check-in/hrv-sdnn"}),
    10: ("mood", {"daily-check-in/mood", "phq-9"}),
    11: ("enjoyment", {"check-in/enjoyment", "rand-36-energy-wellbeing/emotional-well-being"}),
    12: ("body awareness and coordination", {"maia-2", "check-in/body-awareness", "check-in/coordination"}),
}


@pytest.mark.parametrize(("number", "outcome"), list(enumerate(OUTCOMES, 1)))
def test_a_hope_is_measured_by_what_asks_for_it(number: int, outcome: Outcome) -> None:
    words, wanted = TWELVE[number]
    assert words in outcome.name.lower()
    assert wanted <= set(outcome.by)
    assert set(outcome.by) <= set(MEASURES)


def test_there_are_twelve() -> None:
    assert len(OUTCOMES) == len(TWELVE) == 12


@pytest.mark.parametrize(("number", "outcome"), list(enumerate(OUTCOMES, 1)))
def test_the_page_tells_each_measure_with_its_question(number: int, outcome: Outcome) -> None:
    (part,) = re.findall(rf"^## {number}\. {re.escape(outcome.name)}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    rows = [line for line in part.splitlines() if line.startswith("| ") and "`" in line]
    assert [line.split("`")[1] for line in rows] == list(outcome.by)
    assert all(MEASURES[name].what in line for name, line in zip(outcome.by, rows, strict=True))


def test_nothing_that_the_check_in_rates_is_without_a_hope() -> None:
    check_in = read_practice(ROOT).check_in
    named = {name.partition("/")[2] for outcome in OUTCOMES for name in outcome.by if "check-in/" in name}
    assert {each.id for each in check_in.measures} - named == {"goal"}


def test_a_name_that_is_none_is_not_found() -> None:
    assert "check-in/luck" not in MEASURES and "resting-heart-rate" not in MEASURES
