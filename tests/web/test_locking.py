"""The vault locks itself when nobody is there, and never under a running session."""

import asyncio

import pytest
from visitor import Visitor

from tremula.web import app

QUARTER = 15 * 60


def test_a_quarter_of_an_hour_without_anybody(person: Visitor, time) -> None:
    time.seconds += QUARTER - 1
    assert not person.house.may_lock_itself()
    person.ask("GET", "/api/sessions")
    time.seconds += QUARTER - 1
    assert not person.house.may_lock_itself()
    time.seconds += 1
    assert person.house.may_lock_itself()


def test_strangers_keep_nothing_open(person: Visitor, time) -> None:
    time.seconds += QUARTER
    person.ask("GET", "/health")
    person.ask("GET", "/api/sessions", headers={"x-session": None})
    person.ask("GET", "/", headers={"cookie": None})
    assert person.house.may_lock_itself()


def test_a_page_visit_counts(person: Visitor, time) -> None:
    time.seconds += QUARTER
    person.visit("/library")
    assert not person.house.may_lock_itself()


def test_never_while_a_session_runs(person: Visitor, time) -> None:
    session = person.begin(exercises=["ankles"])
    time.seconds += 3600
    assert not person.house.may_lock_itself()
    person.append(session, [{"seq": 1, "kind": "start"}])
    time.seconds += 3600
    assert not person.house.may_lock_itself()
    person.append(session, [{"seq": 2, "kind": "stop", "at": 1000}, {"seq": 3, "kind": "left", "at": 2000}])
    assert person.house.may_lock_itself()


def test_a_session_that_was_forgotten_does_not_keep_it_open_for_ever(person: Visitor, time) -> None:
    person.begin(exercises=["ankles"])
    time.seconds += 90 * 60
    assert person.house.may_lock_itself()


def test_nor_one_that_was_deleted(person: Visitor, time) -> None:
    session = person.begin(exercises=["ankles"])
    person.ask("DELETE", f"/api/sessions/{session['id']}")
    time.seconds += QUARTER
    assert person.house.may_lock_itself()


def test_it_is_really_locked_then(person: Visitor, time, monkeypatch: pytest.MonkeyPatch) -> None:
    time.seconds += QUARTER
    monkeypatch.setattr(app, "LOOK_EVERY", 0.01)

    async def look_for_a_moment() -> None:
        looking = asyncio.create_task(app.look_after(person.house))
        while person.house.state == "open":
            await asyncio.sleep(0.01)
        looking.cancel()

    asyncio.run(asyncio.wait_for(look_for_a_moment(), 10))
    assert person.ask("GET", "/health").json()["vault"] == "locked"
    assert person.ask("GET", "/api/vault").status_code == 401
