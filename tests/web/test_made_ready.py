"""A session that was made ready begins only while its gate is open, whichever way it is asked for again."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from visitor import Visitor

TODAY = ("unwell", "worn-out", "crisis", "drunk", "body-says-no")


def screened(person: Visitor, **answers: str) -> Visitor:
    calm = {question.id: "no" for question in person.house.safety.screening.questions} | {"reachable": "yes"}
    assert person.ask("PUT", "/api/screening", {"answers": calm | answers}).status_code == 200
    return person


def arrived(person: Visitor, **said: Any) -> Visitor:
    arrival = {"today": dict.fromkeys(TODAY, "no")} | said
    assert person.ask("POST", "/api/arrivals", {"arrival": arrival}).status_code == 200
    return person


def asked_again(person: Visitor, session: dict[str, Any]) -> list[tuple[int, str]]:
    """Both ways: the same begin once more, and a fresh token."""
    begin = person.ask("POST", "/api/sessions", {"id": session["id"], "exercises": ["butterfly"]})
    token = person.ask("POST", f"/api/sessions/{session['id']}/token", {})
    return [(each.status_code, each.json().get("error", {}).get("code", "")) for each in (begin, token)]


def made_ready(person: Visitor) -> dict[str, Any]:
    return person.begin(exercises=["butterfly"])


def test_it_can_be_asked_for_again_as_long_as_nothing_has_changed(person: Visitor) -> None:
    session = made_ready(arrived(screened(person)))
    assert asked_again(person, session) == [(200, ""), (200, "")]


def test_with_a_person_in_the_room_it_is_asked_for_again(person: Visitor) -> None:
    session = made_ready(arrived(screened(person, dissociation="yes"), present="Ana, my therapist"))
    assert asked_again(person, session) == [(200, ""), (200, "")]


@pytest.mark.parametrize(
    ("answer", "code"), [("dissociation", "accompanied-only"), ("crisis", "reading-and-grounding-only")]
)
def test_a_red_answer_since_then_closes_it(person: Visitor, answer: str, code: str) -> None:
    session = made_ready(arrived(screened(person)))
    screened(person, **{answer: "yes"})
    assert asked_again(person, session) == [(409, code), (409, code)]


def test_how_it_is_today_is_asked_again_after_two_hours(person: Visitor, time: Any) -> None:
    session = made_ready(arrived(screened(person)))
    time.seconds += timedelta(hours=3).total_seconds()
    person.enter(launch=person.house.entries.launch())
    assert asked_again(person, session) == [(409, "arrival-first"), (409, "arrival-first")]


def test_one_after_another_was_held_waits_for_the_rest(person: Visitor) -> None:
    first, second = (made_ready(arrived(screened(person))) for _ in range(2))
    stopped = [{"seq": 1, "kind": "start"}, {"seq": 2, "kind": "stop", "at": 900_000}]
    assert person.append(first, [*stopped, {"seq": 3, "kind": "settled", "at": 1_000_000}]).status_code == 200
    assert {code for _, code in asked_again(person, second)} == {"rest"}


def test_one_that_has_begun_goes_on_whatever_was_answered_since(person: Visitor) -> None:
    session = made_ready(arrived(screened(person)))
    person.append(session, [{"seq": 1, "kind": "start"}])
    screened(person, crisis="yes")
    assert person.ask("POST", f"/api/sessions/{session['id']}/token", {}).status_code == 200


def test_a_crisis_told_on_arriving_closes_it_though_no_other_question_was_answered(person: Visitor) -> None:
    arrived(person, today=dict.fromkeys(TODAY, "no") | {"crisis": "yes"})
    answer = person.ask("POST", "/api/sessions", {"id": str(uuid.uuid4()), "exercises": ["ankles"]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "reading-and-grounding-only")


def test_a_red_answer_of_the_short_list_stays_until_it_is_taken_back(person: Visitor) -> None:
    def told(**answers: str) -> str:
        return str(person.ask("POST", "/api/screening", {"answers": answers}).json()["result"])

    assert told(pregnancy="yes") == "red"
    assert told(crisis="no") == "red"
    assert told(pregnancy="no") == "clear"
