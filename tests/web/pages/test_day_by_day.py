"""Day by day: what was noted on some days in words; the journal only by choice."""

import re
from datetime import date, timedelta

import pytest
from looking import Looked, against_the_policy
from visitor import Visitor

from tremula.actions.invent_days import InventDays, invent_days
from tremula.actions.invent_history import Invent, invent_history

NOW = "2026-11-22T12:00:00.000+00:00"
ENTRY = "0192f3f0-0000-7000-8000-0000000000a1"
OTHER = "0192f3f0-0000-7000-8000-0000000000a2"
SITTING = "0192f3f0-0000-7000-8000-0000000000b1"


@pytest.fixture(scope="module")
def told(resident: Visitor) -> Visitor:
    house = resident.house
    house.store.write_sync(invent_history, Invent(house.library, house.safety, NOW))
    days = InventDays(house.guidance.practice, house.forms, house.library.body_map, NOW)
    house.store.write_sync(invent_days, days)
    return resident


def words(visitor: Visitor, asked: str = "") -> str:
    answer = visitor.visit(f"/progress/days{asked}")
    assert answer.status_code == 200
    assert against_the_policy(Looked(answer.text)) == []
    return Looked(answer.text).words


def test_days_without_a_note_say_so(person: Visitor) -> None:
    assert "Nothing was noted on these days." in words(person)


def test_one_day_has_everything_of_it_and_nothing_of_another(told: Visitor) -> None:
    session = told.ask("GET", "/api/sessions").json()["sessions"][0]
    day = date.fromisoformat(session["begun"][:10])
    page = words(told, f"?from={day}&to={day}")
    assert page.count("Session at ") == 1
    for what in (
        "Settled afterwards: ",
        "Distress before: ",
        "The evening after the session",
        "Body map at ",
    ):
        assert what in page
    assert re.findall(r"\d{1,2} (?:October|November) 2026", page.partition("Print them")[2]) == [
        f"{day.day} {day:%B} 2026"
    ]


def test_every_check_in_stands_on_its_day(told: Visitor) -> None:
    kept = told.ask("GET", "/api/check-ins").json()["check_ins"]
    first = min(each["day"] for each in kept)
    page = words(told, f"?from={first}&to=2026-11-22")
    assert len(re.findall(r"Tension: \d+ of 10", page)) == len(kept)


def test_too_many_days_give_way_at_the_beginning(told: Visitor) -> None:
    assert "From 22 November 2025 to 22 November 2026" in words(told, "?from=2001-01-01&to=2026-11-22")
    assert "From 16 November 2026 to 22 November 2026" in words(told, "?from=x&to=2026-11-22")
    assert "From 16 November 2026 to 22 November 2026" in words(told)
    assert "22 November 2026" in words(told, "?from=9999-12-31&to=9999-12-31")


def test_the_journal_is_there_only_when_it_is_wanted(told: Visitor) -> None:
    at = "2026-11-21T20:00:00.000+00:00"
    for entry, kind, text in ((ENTRY, "free", "The lake was grey."), (OTHER, "hard", "What happened then.")):
        body = {"sitting": SITTING, "seq": 1, "at": at, "text": text, "kind": kind}
        assert told.ask("PUT", f"/api/journal/{entry}", body).status_code == 200
    day = "?from=2026-11-21&to=2026-11-21"
    assert "The lake" not in words(told, day) and "What happened then" not in words(told, day)
    assert "The lake was grey." in words(told, f"{day}&journal=on")
    assert "What happened then" not in words(told, f"{day}&journal=on")
    assert "What happened then." in words(told, f"{day}&journal=on&hard=on")


def test_a_year_of_days_is_shown_at_once(told: Visitor) -> None:
    begin = date(2026, 11, 22) - timedelta(days=365)
    assert words(told, f"?from={begin}&to=2026-11-22").count("Check-in") > 50
