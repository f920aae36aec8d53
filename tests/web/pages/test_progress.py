"""Progress: what was rated around sessions over weeks, with words, tables, and the time one chooses."""

import re

import pytest
from looking import Looked
from visitor import Visitor

from tremula.actions.invent_history import Invent, invent_history

NOW = "2026-11-22T12:00:00.000+00:00"


@pytest.fixture(scope="module")
def told(resident: Visitor) -> Visitor:
    house = resident.house
    house.store.write_sync(invent_history, Invent(house.library, house.safety, NOW))
    return resident


def test_without_anything_rated_it_says_what_will_stand_there(person: Visitor) -> None:
    assert "Nothing was rated in this time." in Looked(person.visit("/progress").text).words


def test_every_chart_has_a_title_a_sentence_and_its_numbers(told: Visitor) -> None:
    html = told.visit("/progress").text
    charts = re.findall(r'<figure class="chart".*?</figure>', html, re.S)
    assert len(charts) >= 4
    for one in charts:
        assert re.search(r"<h3>\w", one)
        assert re.search(r"<p>\w[^<]*\.</p>", one)
        assert one.count('scope="row"') >= 1
        assert 'role="img"' in one


def test_the_ratings_of_a_session_stand_on_its_day(told: Visitor) -> None:
    page = Looked(told.visit("/progress?weeks=0").text)
    assert "Distress before" in page.words and "Settled afterwards" in page.words
    sessions = told.ask("GET", "/api/sessions").json()["sessions"]
    assert f"Rated at {len(sessions)} of {len(sessions)} sessions" in page.words


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", "From 31 August 2026 to 22 November 2026"),
        ("?weeks=4", "From 26 October 2026 to 22 November 2026"),
        ("?weeks=52", "From 24 November 2025 to 22 November 2026"),
        ("?from=2026-10-01&to=2026-10-07", "From 1 October 2026 to 7 October 2026"),
        ("?from=2026-10-07&to=2026-10-01", "From 1 October 2026 to 7 October 2026"),
        ("?weeks=-3", "From 31 August 2026 to 22 November 2026"),
        ("?weeks=five", "From 31 August 2026 to 22 November 2026"),
        ("?from=2026-13-01&to=x", "From 31 August 2026 to 22 November 2026"),
        ("?from=2026-10-01", "From 31 August 2026 to 22 November 2026"),
        ("?from=2026-10-01&to=2099-01-01", "From 1 October 2026 to 22 November 2026"),
    ],
)
def test_the_time_is_the_persons_choice(told: Visitor, asked: str, shown: str) -> None:
    answer = told.visit(f"/progress{asked}")
    assert answer.status_code == 200
    assert shown in Looked(answer.text).words
