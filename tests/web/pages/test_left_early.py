"""Sessions and spirals that were left early, from the record over the pages to what may begin next."""

import uuid
from typing import Any

import pytest
from test_safety_pages import arrived, looked, screened
from visitor import Visitor

STATES = ("freezing", "flooding", "dissociating")
DAY = 86_400


def length(session: dict[str, Any], *chapters: str) -> int:
    segments = session["timeline"]["segments"]
    return sum(each["length"] for each in segments if not chapters or each["chapter"] in chapters)


def plays(person: Visitor, session: dict[str, Any], *told: tuple[str, int, dict[str, Any]]) -> str:
    events = [
        {"seq": n, "kind": kind, "at": at, "body": body}
        for n, (kind, at, body) in enumerate([("start", 0, {}), *told], 1)
    ]
    assert person.append(session, events).status_code == 200
    return str(session["id"])


def rates(person: Visitor, id: str, **said: Any) -> None:
    assert person.ask("PUT", f"/api/sessions/{id}/after", said).status_code == 204


def practised(person: Visitor, **body: Any) -> str:
    """A session that was stopped among the exercises."""
    return plays(person, arrived(person).begin(), ("stop", 420_000, body))


def ready(person: Visitor, time: Any) -> Visitor:
    """Far enough for the guided spiral."""
    screened(person)
    for _ in range(4):
        id = practised(person)
        time.seconds += DAY
        person.ask("POST", "/api/checks", {"session": id, "when": "next-day", "signs": ["fine"]})
        time.seconds += 3 * DAY
    return person


def spiral(person: Visitor, time: Any, way: str = "", **said: Any) -> str:
    """A guided spiral gone this way and rated; then two and a half days pass."""
    arrived_for_spiral(person)
    session = person.begin(exercises=["spiral"])
    here = length(session, "arrive") + 5000
    ways: dict[str, tuple[str, int, dict[str, Any]]] = {
        "": ("finished", length(session), {"by": "itself"}),
        "stopped": ("stop", here, {}),
    }
    last = ways.get(way) or ("stop", here, {"felt": way})
    id = plays(person, session, last)
    rates(person, id, **({"distress": 3} | said))
    time.seconds += 5 * DAY // 2
    return id


def arrived_for_spiral(person: Visitor, **said: Any) -> dict[str, Any]:
    calm = {question.id: "no" for question in person.house.safety.checks.not_today}
    arrival = {"today": calm, "worry": 3, "distress": 3} | said
    answer = person.ask("POST", "/api/arrivals", {"arrival": arrival, "exercises": ["spiral"]})
    return dict(answer.json()["gate"])


def own_choice(person: Visitor) -> list[str]:
    """What stands against a large worry with closed eyes; nothing where it may begin."""
    gate = arrived_for_spiral(person, worry=9, distress=7, eyes_closed=True, own_memory=True)
    return [reason["id"] for reason in gate["reasons"]]


def next_gate(person: Visitor) -> dict[str, Any]:
    return dict(person.ask("GET", "/api/next").json()["gate"])


def why(person: Visitor) -> list[str]:
    return [reason["id"] for reason in next_gate(person)["reasons"]]


def refused(person: Visitor) -> str:
    answer = person.ask("POST", "/api/sessions", {"id": str(uuid.uuid4())})
    return str(answer.json()["error"]["code"])


def test_three_spirals_led_to_their_end_open_the_full_form(person: Visitor, time: Any) -> None:
    ready(person, time)
    for _ in range(3):
        assert "own-mild" in own_choice(person)
        spiral(person, time)
    assert own_choice(person) == []


@pytest.mark.parametrize("way", ["stopped", "flooding", "freezing"])
def test_spirals_broken_off_never_open_the_full_form(person: Visitor, time: Any, way: str) -> None:
    ready(person, time)
    for _ in range(3):
        spiral(person, time, way, **({"state": way, "severity": "mild"} if way in STATES else {}))
    assert "own-mild" in own_choice(person)
    assert person.ask("POST", "/api/sessions", {"id": str(uuid.uuid4()), "exercises": ["spiral"]}).is_error


def test_a_spiral_passed_over_step_by_step_is_none_that_was_led(person: Visitor, time: Any) -> None:
    ready(person, time)
    for _ in range(3):
        arrived_for_spiral(person)
        session = person.begin(exercises=["spiral"])
        steps = len(session["timeline"]["segments"])
        id = plays(person, session, *[("skip", 1000 + n, {}) for n in range(steps)])
        rates(person, id, distress=3)
        time.seconds += 5 * DAY // 2
    assert "own-mild" in own_choice(person)


def test_shaking_that_does_not_end_after_a_spiral_closes_all_practice(person: Visitor, time: Any) -> None:
    ready(person, time)
    id = spiral(person, time, "flooding", cannot_stop=True, state="flooding", severity="mild")
    page = looked(person, f"/after/{id}")
    assert "First, settle" in page.words and "Call for medical help" in page.words
    screened(person)
    assert why(person) == ["closed"]
    assert refused(person) == "closed"
    assert "tell a doctor before you practise again" in looked(person, "/").words


@pytest.mark.parametrize(
    "said",
    [
        {"state": "flooding", "severity": "mild"},
        {"state": "freezing", "severity": "mild"},
        {"cannot_stop": True},
        {"settled": 0},
        {"distress": 5},
    ],
    ids=str,
)
def test_after_a_rated_spiral_the_page_settles_as_after_a_session(
    person: Visitor, time: Any, said: dict[str, Any]
) -> None:
    id = spiral(ready(person, time), time, **({"settled": 9} | said))
    assert "First, settle" in looked(person, f"/after/{id}").words


def test_after_a_calm_spiral_it_does_not(person: Visitor, time: Any) -> None:
    id = spiral(ready(person, time), time, settled=9)
    assert "What is kind now" in looked(person, f"/after/{id}").words


@pytest.mark.parametrize(
    ("way", "said"),
    [("flooding", {"state": "flooding", "severity": "moderate"}), ("", {"distress": 5})],
    ids=["flooded", "risen"],
)
def test_after_a_hard_spiral_the_questions_come_again(
    person: Visitor, time: Any, way: str, said: dict[str, Any]
) -> None:
    spiral(ready(person, time), time, way, **said)
    assert why(person) == ["screen-after-bad"]
    assert refused(person) == "screening-again"


@pytest.mark.parametrize("felt", STATES)
def test_practice_alone_waits_until_it_is_told_how_strong_it_was(
    person: Visitor, time: Any, felt: str
) -> None:
    id = practised(screened(person), felt=felt)
    time.seconds += 4 * DAY
    screened(person)
    assert why(person) == ["tell-first"]
    assert next_gate(person)["tell"] == id
    assert refused(person) == "tell-first"
    today = looked(person, "/")
    assert today.begins() == []
    assert f"/after/{id}" in today.links()
    assert person.visit("/before").headers["location"] == f"/after/{id}"
    for path in ("/library", "/grounding", "/help/kinds", "/safety-plan", "/library/spiral"):
        assert person.visit(path).status_code == 200
    assert "gone within a minute" in looked(person, f"/after/{id}").words


def test_told_as_mild_it_opens_without_new_questions(person: Visitor, time: Any) -> None:
    id = practised(screened(person), felt="dissociating")
    time.seconds += 4 * DAY
    rates(person, id, state="dissociating", severity="mild")
    assert next_gate(person)["open"]
    arrived(person).begin()


def test_told_as_more_than_mild_or_not_sure_it_stays_closed_alone(person: Visitor, time: Any) -> None:
    id = practised(screened(person), felt="dissociating")
    time.seconds += 4 * DAY
    assert "No, or I am not sure" in looked(person, f"/after/{id}").words
    rates(person, id, state="dissociating", severity="moderate")
    screened(person)
    assert why(person) == ["closed"]


def test_taken_back_it_opens(person: Visitor, time: Any) -> None:
    id = practised(screened(person), felt="freezing")
    time.seconds += 4 * DAY
    rates(person, id, state="none")
    assert next_gate(person)["open"]


def test_rated_without_that_answer_the_page_still_asks_for_it(person: Visitor) -> None:
    id = practised(screened(person), felt="flooding")
    rates(person, id, settled=9)
    page = looked(person, f"/after/{id}")
    assert not [each for each in page.all("form") if each.get("id") == "after" and "hidden" in each]
    assert "The next practice is planned from it" in page.words
    rates(person, id, settled=9, state="flooding", severity="mild")
    page = looked(person, f"/after/{id}")
    assert [each for each in page.all("form") if each.get("id") == "after" and "hidden" in each]
    assert "The next practice is planned from it" not in page.words


def test_with_a_provider_in_the_room_nothing_need_be_told_first(person: Visitor, time: Any) -> None:
    practised(screened(person), felt="dissociating")
    time.seconds += 4 * DAY
    screened(person)
    arrived(person, present="Ms Lind").begin()


def test_a_session_stopped_without_a_state_asks_for_nothing(person: Visitor, time: Any) -> None:
    practised(screened(person))
    time.seconds += 4 * DAY
    assert next_gate(person)["open"]
