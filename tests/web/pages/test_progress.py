"""Progress: everything that was noted over weeks, with words, tables, and the time one chooses."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from looking import Looked, against_the_policy
from visitor import Visitor

from tremula.actions.invent_days import InventDays, invent_days
from tremula.actions.invent_history import Invent, invent_history

NOW = "2026-11-22T12:00:00.000+00:00"
JUDGING = r"\b(improv\w+|success\w*|progressed|well done|great|streaks?|keep it up|on track|unfortunately)\b"


@pytest.fixture(scope="module")
def told(resident: Visitor) -> Visitor:
    house = resident.house
    house.store.write_sync(invent_history, Invent(house.library, house.safety, NOW))
    days = InventDays(house.guidance.practice, house.forms, house.library.body_map, NOW)
    house.store.write_sync(invent_days, days)
    return resident


def section(html: str, id: str) -> str:
    found = re.search(rf'<section class="stack" aria-labelledby="{id}">.*?</section>', html, re.S)
    assert found, id
    return found[0]


def words(html: str) -> str:
    return Looked(html).words


def test_without_anything_noted_it_says_what_will_stand_there(person: Visitor) -> None:
    page = words(person.visit("/progress").text)
    assert "Nothing was noted in this time." in page
    assert words(person.visit("/progress?weeks=0").text).count("Nothing was noted") == 1


def test_every_picture_has_a_title_a_sentence_and_its_numbers(told: Visitor) -> None:
    charts = re.findall(r'<figure class="chart".*?</figure>', told.visit("/progress").text, re.S)
    assert len(charts) >= 30
    for one in charts:
        assert re.search(r"<h3>\w", one)
        assert re.search(r"<p>[\w“][^<]*\.</p>", one)
        assert one.count('scope="row"') >= 1
        assert 'role="img" aria-label="' in one


@pytest.mark.parametrize("asked", ["", "?weeks=4", "?weeks=52", "?weeks=0", "?from=2026-10-01&to=2026-10-01"])
def test_it_is_within_the_policy_and_judges_nothing(told: Visitor, asked: str) -> None:
    html = told.visit(f"/progress{asked}").text
    assert against_the_policy(Looked(html)) == []
    assert re.findall(JUDGING, words(html), re.I) == []
    ids = re.findall(r' id="([^"]+)"', html)
    assert sorted(set(ids)) == sorted(ids)


def test_it_begins_with_what_lies_higher_lower_or_alike(told: Visitor) -> None:
    page = words(told.visit("/progress").text)
    assert (
        page.index("At a glance") < page.index("These are your own numbers") < page.index("From day to day")
    )
    assert "At a glance" not in words(told.visit("/progress?from=2026-10-01&to=2026-10-03").text)


def test_each_part_is_there(told: Visitor) -> None:
    html = told.visit("/progress").text
    assert "Tension" in section(html, "days") and "Resting pulse" in section(html, "days")
    assert "A poor night" in section(html, "held") and "Visitors" in section(html, "held")
    assert "Settled afterwards" in section(html, "around") and "Slept badly" in section(html, "around")
    assert "October 2026" in section(html, "sessions")
    assert "Food" in section(html, "care")
    assert section(html, "body").count("body-map-picture") == 4
    forms = words(section(html, "forms"))
    assert "Patient Health Questionnaire, 9 items (PHQ-9)" in forms
    assert "in the band that its authors call “" in forms
    assert "before your first session" in forms
    assert "too small to tell from chance" in forms


def test_every_session_is_counted_once_wherever_it_stands(told: Visitor) -> None:
    sessions = told.ask("GET", "/api/sessions").json()["sessions"]
    page = words(told.visit("/progress?weeks=0").text)
    assert f"Rated at {len(sessions)} of {len(sessions)} sessions" in page
    assert f"{len(sessions)} sessions in this time." in page


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
        ("?from=0001-01-01&to=0001-01-01", "From 4 December 1976 to 4 December 1976"),
        ("?from=0001-01-01&to=9999-12-31", "From 4 December 1976 to 22 November 2026"),
        ("?from=9999-12-31&to=9999-12-31", "From 22 November 2026 to 22 November 2026"),
    ],
)
def test_the_time_is_the_persons_choice(told: Visitor, asked: str, shown: str) -> None:
    answer = told.visit(f"/progress{asked}")
    assert answer.status_code == 200
    assert shown in words(answer.text)


@pytest.mark.parametrize(
    ("zone", "hour"), [(timezone(timedelta(hours=2)), 0), (timezone(timedelta(hours=-9)), 23)]
)
def test_a_night_in_summer_or_abroad_stays_on_its_own_day(
    person: Visitor, time: Any, zone: timezone, hour: int
) -> None:
    time.begin = datetime(2026, 10, 20, hour, 30, tzinfo=zone)
    session = person.begin(exercises=["ankles"], dose="low")
    person.append(session, [{"seq": 1, "kind": "start"}])
    person.ask("POST", "/api/body-maps", {"record": {"belly": {"warm": 1}}})
    time.begin = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    for day, there in ((19, False), (20, True), (21, False)):
        span = f"from=2026-10-{day}&to=2026-10-{day}"
        assert ("1 session in this time." in words(person.visit(f"/progress?{span}").text)) is there
        told = words(person.visit(f"/progress/days?{span}").text)
        assert (f"Session at {hour:02}:30" in told, f"Body map at {hour:02}:30" in told) == (there, there)


def test_all_of_it_begins_with_the_day_that_was_told_of_and_not_with_the_telling(person: Visitor) -> None:
    person.ask("POST", "/api/check-ins", {"day": "2026-11-21", "ratings": {"mood": 3}})
    assert "21 November 2026" in words(person.visit("/progress?weeks=0").text)
    assert person.ask("POST", "/api/self-care", {"day": "2026-11-16", "done": ["sleep"]}).status_code == 204
    assert "16 November 2026" in words(person.visit("/progress?weeks=0").text)
