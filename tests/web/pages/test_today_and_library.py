"""Today offers a session and advises rest; the library can be read in full."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from looking import Looked
from visitor import Visitor

from tremula.web.pages.library import written
from tremula.web.pages.today import when
from tremula.web.pages.welcome import QUESTIONS

EXERCISES = ("ankles", "calves", "thighs", "fold", "opening", "wall-sit", "butterfly", "spiral")


@pytest.fixture
def ready(person: Visitor) -> Visitor:
    person.ask("POST", "/api/screening", {"answers": {question.id: "no" for question in QUESTIONS}})
    return person


def end(person: Visitor, session: dict[str, object], at: int = 1000, by: str = "stop") -> None:
    kinds = [("start", 0), (by, at), ("settled", at + 1000)]
    events = [{"seq": place + 1, "kind": kind, "at": each} for place, (kind, each) in enumerate(kinds)]
    assert person.append(session, events).status_code == 200


def test_today_begins_the_whole_session_or_a_shorter_one(ready: Visitor) -> None:
    page = Looked(ready.visit("/").text)
    assert page.begins()[0] == ""
    assert "ankles calves thighs fold opening" in page.begins()
    assert not [begin for begin in page.begins() if "wall-sit" in begin or "spiral" in begin]
    assert "About 3" in page.words and "minutes, hands-free" in page.words
    for chapter in ("Arrive", "Practise the stop", "Wall sit", "Lying butterfly", "Settling", "Rest"):
        assert chapter in page.words
    assert "feverish" in page.words


def test_what_today_offers_can_be_begun(ready: Visitor) -> None:
    for wish in Looked(ready.visit("/").text).begins():
        ready.begin(exercises=wish.split())


def test_today_says_how_much_and_why_and_offers_less(ready: Visitor) -> None:
    page = Looked(ready.visit("/").text)
    assert "Shaking: up to 3 minutes, or none" in page.words
    assert (
        "Wall sit: up to 45 seconds, high on the wall, knees bent only a little (120° or more)" in page.words
    )
    assert "You begin with 3 minutes of shaking time at most" in page.words
    assert {each["data-tremor"] for each in page.all("button") if "data-tremor" in each} == {"90000", "0"}


def test_the_usual_length_stands_first(ready: Visitor) -> None:
    ready.ask("PUT", "/api/settings", {"exercises": ["butterfly"], "dose": "low"})
    page = Looked(ready.visit("/").text)
    assert page.begins()[0] == "butterfly"
    assert {each["data-dose"] for each in page.all("button") if "data-begin" in each} == {"low"}


def test_a_session_that_is_open_goes_on(ready: Visitor) -> None:
    session = ready.begin()
    ready.append(session, [{"seq": 1, "kind": "start", "at": 0}])
    page = Looked(ready.visit("/").text)
    assert f"/practise#id={session['id']}" in page.links()
    end(ready, session)
    assert f"/practise#id={session['id']}" not in Looked(ready.visit("/").text).links()


@pytest.mark.parametrize(("hours", "rests"), [(1, True), (47, True), (49, False)])
def test_two_days_of_rest_lie_between_and_the_page_says_until_when(
    ready: Visitor, time: Any, hours: int, rests: bool
) -> None:
    end(ready, ready.begin(), at=420_000)
    time.seconds += timedelta(hours=hours).total_seconds()
    ready.enter(launch=ready.house.entries.launch())
    page = Looked(ready.visit("/").text)
    assert ("less than 48 hours ago" in page.words) is rests
    assert ("Next: " in page.words) is rests
    assert bool(page.begins()) is not rests
    assert "Last session:" in page.words


def test_after_a_few_moments_no_rest_is_asked_for_and_nothing_urges_on(ready: Visitor, time: Any) -> None:
    end(ready, ready.begin())
    page = Looked(ready.visit("/").text)
    assert page.begins()
    assert "You stopped a session today, and that was right." in page.words
    assert not [each for each in page.all("button") if "primary" in each["class"] and "data-begin" in each]
    time.seconds += timedelta(hours=24).total_seconds()
    ready.enter(launch=ready.house.entries.launch())
    page = Looked(ready.visit("/").text)
    assert "You stopped a session today" not in page.words
    assert [each for each in page.all("button") if "primary" in each["class"] and "data-begin" in each]


def test_after_silence_nobody_is_said_to_have_stopped(ready: Visitor, time: Any) -> None:
    session = ready.begin(exercises=["wall-sit"])
    silence = {"seq": 2, "kind": "settled", "at": 7_200_000, "body": {"by": "itself"}}
    assert ready.append(session, [{"seq": 1, "kind": "start", "at": 0}, silence]).status_code == 200
    page = Looked(ready.visit("/").text)
    assert "Last session:" in page.words
    assert "You stopped" not in page.words
    assert not page.begins()


@pytest.mark.parametrize(
    ("earliest", "told"),
    [("2026-11-23T18:48:20", "today from 19:00"), ("2026-11-23T23:31:00", "tomorrow from 00:00"),
     ("2026-11-24T18:30:00", "tomorrow from 18:30"), ("2026-11-23T09:00:00", "now")],
)  # fmt: skip
def test_the_next_time_is_told_at_a_whole_half_hour_and_never_too_early(earliest: str, told: str) -> None:
    now = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
    assert when(datetime.fromisoformat(f"{earliest}+00:00"), now) == told


@pytest.mark.parametrize(
    ("hours", "asked"), [(1, "evening"), (20, "next-day"), (44, "second-day"), (70, None)]
)
def test_the_check_is_there_when_it_is_due_and_gone_once_answered(
    ready: Visitor, time: Any, hours: int, asked: str | None
) -> None:
    session = ready.begin()
    end(ready, session, at=420_000)
    time.seconds += timedelta(hours=hours).total_seconds()
    ready.enter(launch=ready.house.entries.launch())
    form = [each for each in Looked(ready.visit("/").text).all("form") if each.get("id") == "check"]
    assert [each["data-when"] for each in form] == ([asked] if asked else [])
    if asked:
        check = {"session": session["id"], "when": asked, "signs": ["fine"]}
        assert ready.ask("POST", "/api/checks", check).status_code == 200
        assert Looked(ready.visit("/").text).all("form") == []


def test_the_library_shows_all_eight(ready: Visitor) -> None:
    links = Looked(ready.visit("/library").text).links()
    assert [link.removeprefix("/library/") for link in links if link.startswith("/library/")][:8] == [
        *EXERCISES
    ]


@pytest.mark.parametrize("id", EXERCISES)
def test_an_exercise_can_be_read_in_full(resident: Visitor, id: str) -> None:
    script = resident.house.library.scripts[id]
    words = Looked(resident.visit(f"/library/{id}").text).words
    told = [script.title, script.purpose, *script.areas, *script.cautions, *script.read]
    told += [source.title for source in script.sources]
    told += [text for one in script.differs for text in (one.source, one.here, one.why)]
    told += [text for one in script.adaptations for text in (one.when, one.do)]
    assert [text for text in told if " ".join(text.split()) not in words] == []
    for choice in script.choices.values():
        numbers = [written(number) for number in (choice.default, choice.low, choice.high)]
        row = words[words.index(choice.about) :].replace("\N{NO-BREAK SPACE}", " ")
        places = [row.find(number.replace("\N{NO-BREAK SPACE}", " ")) for number in numbers]
        assert -1 not in places


@pytest.mark.parametrize("id", EXERCISES[:-1])
def test_an_exercise_can_be_practised_alone(ready: Visitor, id: str) -> None:
    page = Looked(ready.visit(f"/library/{id}").text)
    assert page.begins() == [id]
    ready.begin(exercises=[id])


def test_the_spiral_is_read_and_not_begun(ready: Visitor) -> None:
    page = Looked(ready.visit("/library/spiral").text)
    assert page.begins() == []
    for fact in ("at least four good sessions", "3 in 10", "five minutes", "never right after shaking"):
        assert fact in page.words
    assert "opens after 4 good sessions" in page.words
    wish = {"id": str(uuid.uuid4()), "exercises": ["spiral"]}
    assert ready.ask("POST", "/api/sessions", wish).json()["error"]["code"] == "locked-exercise"
