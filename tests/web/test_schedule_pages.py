"""The schedule, what is due, “later”, and a calendar at a path that nobody can guess and anybody can lose."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from time import tzset
from typing import Any

import pytest
from visitor import NAVIGATION, Visitor

from tremula.web.house import Clock


def put(person: Visitor, **schedule: Any) -> dict[str, Any]:
    answer = person.ask("PUT", "/api/schedule", schedule)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def due(person: Visitor) -> list[str]:
    return [each["id"] for each in person.ask("GET", "/api/due").json()["due"]]


def screened(person: Visitor, **more: str) -> Visitor:
    questions = person.house.safety.screening.questions
    answers = {question.id: "no" for question in questions} | {"reachable": "yes"} | more
    assert person.ask("PUT", "/api/screening", {"answers": answers}).status_code == 200
    return person


def calendar(person: Visitor, address: str, **changes: Any) -> Any:
    nobody = {"cookie": None, "x-session": None, "origin": None, "sec-fetch-site": None}
    path = address.removeprefix(person.house.origin)
    return person.ask("GET", path, headers=nobody, **changes)


def test_at_first_only_the_check_in_is_due_and_it_goes_when_it_is_kept(person: Visitor) -> None:
    assert due(person) == ["check-in"]
    person.ask("POST", "/api/check-ins", {"day": "2026-11-22", "ratings": {"mood": 5}})
    assert due(person) == []


def test_it_can_be_left_out(person: Visitor) -> None:
    put(person, daily=False)
    assert due(person) == []


def test_chosen_questionnaires_come_within_ten_minutes(person: Visitor) -> None:
    put(person, forms=["maia-2", "pcl-5", "phq-9"])
    told = person.ask("GET", "/api/due").json()
    assert [each["id"] for each in told["due"]] == ["check-in", "phq-9", "maia-2"]
    assert (told["minutes"], told["waiting"]) == (8.6, 1)


def test_a_questionnaire_comes_back_in_its_rhythm_and_the_oldest_first(person: Visitor, time: Any) -> None:
    put(person, forms=["gad-7", "peg"], daily=False)
    assert due(person) == ["peg", "gad-7"]
    answers = {"peg": {"p": 3, "e": 3, "g": 3}, "gad-7": {f"q{n}": 1 for n in range(1, 8)}}
    for form in answers:
        items = person.ask("GET", f"/api/questionnaires/{form}").json()["form"]["items"]
        given = {item["id"]: 1 for item in items}
        kept = person.ask("POST", f"/api/questionnaires/{form}/answers", {"answers": given})
        assert kept.status_code in (200, 201, 204), kept.text
    assert due(person) == []
    for days, expected in ((6, []), (1, ["peg"]), (7, ["peg", "gad-7"])):
        time.seconds += days * 86_400
        person.enter(launch=person.house.entries.launch())
        assert due(person) == expected


def test_later_hides_all_of_it_for_a_while_and_now_shows_it_again(person: Visitor, time: Any) -> None:
    screened(person)
    assert 'Due today: <a href="/check-in">the check-in</a>. About 1 minute.' in person.visit("/").text
    assert person.ask("POST", "/api/schedule/later", {"later": "hours"}).json()["until"]
    page = person.visit("/").text
    assert "put off until 20:00" in page and "Due today" not in page
    time.seconds += 2 * 3600
    person.enter(launch=person.house.entries.launch())
    assert "Due today" in person.visit("/").text
    person.ask("POST", "/api/schedule/later", {"later": "tomorrow"})
    assert "put off until tomorrow" in person.visit("/").text
    person.ask("POST", "/api/schedule/later", {"later": "now"})
    assert "Due today" in person.visit("/").text


def test_the_next_reminder_follows_the_plan_and_later(person: Visitor) -> None:
    screened(person)
    told = put(person, days=[0], at="18:30", check_in="21:00")
    assert told["next"] == {"at": "2026-11-22T21:00:00+00:00", "title": "A short pause"}
    told = person.ask("POST", "/api/schedule/later", {"later": "hours"}).json()
    assert told["next"] == {"at": "2026-11-22T20:00:00+00:00", "title": "Whenever you like"}
    told = put(person, days=[0], at="18:30")
    person.ask("POST", "/api/schedule/later", {"later": "now"})
    told = person.ask("GET", "/api/schedule").json()
    assert told["next"] == {"at": "2026-11-23T18:30:00+00:00", "title": "Time for myself"}


def test_a_check_in_that_is_kept_is_reminded_of_tomorrow(person: Visitor) -> None:
    assert put(person, check_in="21:00")["next"]["at"] == "2026-11-22T21:00:00+00:00"
    person.ask("POST", "/api/check-ins", {"day": "2026-11-22", "ratings": {"mood": 5}})
    assert person.ask("GET", "/api/schedule").json()["next"]["at"] == "2026-11-23T21:00:00+00:00"


def test_where_practice_is_closed_the_calendar_has_none(person: Visitor) -> None:
    put(person, days=[0, 3], check_in="21:00")
    screened(person, pregnancy="yes")
    text = person.visit("/schedule/file").text
    assert "FREQ=DAILY" in text and "FREQ=WEEKLY" not in text


def test_the_file_is_a_calendar_without_a_word_about_health(person: Visitor) -> None:
    screened(person)
    put(person, days=[0, 3], check_in="21:00", forms=["phq-9"])
    answer = person.visit("/schedule/file")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="calendar.ics"'
    assert answer.text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert not re.search(r"trauma|exercise|phq|mood|health|check-in|shak", answer.text, re.I)


def test_the_feed_has_a_random_path_that_can_be_changed_and_taken_away(person: Visitor) -> None:
    put(person, check_in="21:00")
    first = person.ask("POST", "/api/schedule/feed", {}).json()["address"]
    assert re.fullmatch(re.escape(person.house.origin) + r"/feed/[A-Za-z0-9_-]{43}\.ics", first)
    assert calendar(person, first).text == person.visit("/schedule/file").text
    assert first in person.visit("/schedule").text
    second = person.ask("POST", "/api/schedule/feed", {}).json()["address"]
    assert (calendar(person, first).status_code, calendar(person, second).status_code) == (404, 200)
    assert person.ask("DELETE", "/api/schedule/feed").json()["address"] is None
    assert calendar(person, second).status_code == 404
    assert calendar(person, "/feed/.ics").status_code == 404


def test_a_locked_vault_gives_no_calendar_and_tells_nothing_about_the_path(person: Visitor) -> None:
    address = person.ask("POST", "/api/schedule/feed", {}).json()["address"]
    person.house.lock()
    for each in (address, "/feed/wrong.ics"):
        answer = calendar(person, each)
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "locked")


def test_a_calendar_that_looks_does_not_keep_the_vault_open(person: Visitor, time: Any) -> None:
    address = person.ask("POST", "/api/schedule/feed", {}).json()["address"]
    time.seconds += 16 * 60
    assert calendar(person, address).status_code == 200
    assert person.house.may_lock_itself()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9999"])
def test_another_host_name_gets_no_calendar(person: Visitor, host: str) -> None:
    address = person.ask("POST", "/api/schedule/feed", {}).json()["address"]
    path = address.removeprefix(person.house.origin)
    assert person.ask("GET", path, headers={**NAVIGATION, "host": host}).status_code == 421


def fill_in(person: Visitor, form: str) -> None:
    items = person.ask("GET", f"/api/questionnaires/{form}").json()["form"]["items"]
    kept = person.ask(
        "POST", f"/api/questionnaires/{form}/answers", {"answers": {each["id"]: 1 for each in items}}
    )
    assert kept.status_code in (200, 201, 204), kept.text


def pass_days(person: Visitor, time: Any, days: int) -> None:
    time.seconds += days * 86_400
    person.enter(launch=person.house.entries.launch())


def test_what_is_due_is_never_too_early(person: Visitor, time: Any) -> None:
    put(person, forms=["k6", "pcl-5"], daily=False)
    for form in ("k6", "pcl-5"):
        fill_in(person, form)
    for days, expected in ((28, []), (1, []), (1, ["k6", "pcl-5"])):
        pass_days(person, time, days)
        assert due(person) == expected
    assert "It is a little early" not in person.visit("/questionnaires/k6").text


def test_before_the_first_session_a_second_time_is_due_as_soon_as_it_can_be_compared(
    person: Visitor, time: Any
) -> None:
    put(screened(person), forms=["ipip-self-esteem"], daily=False)
    for form in ("ipip-self-esteem", "maia-2"):
        fill_in(person, form)
    for days, expected in ((6, []), (1, ["maia-2"]), (6, ["maia-2"]), (1, ["maia-2", "ipip-self-esteem"])):
        pass_days(person, time, days)
        assert due(person) == expected
    assert "IPIP Self-Esteem, 10 items, a second time before you begin" in person.visit("/").text
    assert "Time again: 6 December 2026." in person.visit("/questionnaires/ipip-self-esteem/result").text
    fill_in(person, "ipip-self-esteem")
    pass_days(person, time, 7)
    assert due(person) == []  # the second is there; what nobody asked for is not offered for ever


def test_once_practice_began_the_rhythm_holds_and_nothing_unasked_is_due(person: Visitor, time: Any) -> None:
    put(person, forms=["ipip-self-esteem"], daily=False)
    for form in ("ipip-self-esteem", "maia-2"):
        fill_in(person, form)
    session = person.begin(exercises=["ankles"], dose="low")
    person.append(session, [{"seq": 1, "kind": "start"}, {"seq": 2, "kind": "stop", "at": 30_000}])
    for days, expected in ((14, []), (13, []), (1, ["ipip-self-esteem"])):
        pass_days(person, time, days)
        assert [id for id in due(person) if id not in ("check", "after")] == expected


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    tzset()
    yield
    monkeypatch.undo()
    tzset()


@pytest.mark.parametrize(
    ("evening", "reminded"),
    [
        (datetime(2026, 10, 24, 20, 0, tzinfo=timezone(timedelta(hours=2))), "2026-10-25T18:30:00+01:00"),
        (datetime(2027, 3, 27, 20, 0, tzinfo=timezone(timedelta(hours=1))), "2027-03-28T18:30:00+02:00"),
    ],
)
def test_a_reminder_keeps_its_hour_when_summer_time_begins_or_ends(
    person: Visitor, time: Any, in_berlin: None, evening: datetime, reminded: str
) -> None:
    time.begin, person.house.clock = evening, Clock(time.wall, time.monotonic)
    coming = put(person, check_in="18:30")["next"]
    assert coming["at"] == reminded
