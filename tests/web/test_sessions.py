"""Sessions over the wire: begun once however often it is asked, looked at, gone on with, deleted."""

import json
import uuid

import pytest
from visitor import Visitor

DEFAULT = [
    "arrive", "stop-practice", "ankles", "calves", "thighs", "fold", "opening", "wall-sit", "butterfly",
    "settle", "rest",
]  # fmt: skip


def test_the_default_session(person: Visitor) -> None:
    id = str(uuid.uuid4())
    answer = person.ask("POST", "/api/sessions", {"id": id})
    assert answer.status_code == 201
    told = answer.json()
    assert set(told) == {"id", "append_token", "timeline"}
    assert told["id"] == id
    assert len(told["append_token"]) >= 43
    assert [chapter["id"] for chapter in told["timeline"]["chapters"]] == DEFAULT
    assert (
        person.ask("POST", "/api/sessions", {"id": id, "exercises": [], "dose": "default"}).status_code == 200
    )


def test_asked_twice_it_is_begun_once_and_the_fresh_token_counts(person: Visitor) -> None:
    wish = {"id": str(uuid.uuid4()), "exercises": ["ankles", "calves"], "dose": "low"}
    first, second = (person.ask("POST", "/api/sessions", wish) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["timeline"] == second.json()["timeline"]
    assert len(person.ask("GET", "/api/sessions").json()["sessions"]) == 1
    event = [{"seq": 1, "kind": "start"}]
    assert person.append(first.json(), event).status_code == 401
    assert person.append(second.json(), event).status_code == 200


@pytest.mark.parametrize("other", [{"exercises": ["fold"]}, {"dose": "high"}, {"exercises": []}])
def test_another_content_under_the_same_id_is_refused(person: Visitor, other: dict[str, object]) -> None:
    wish = {"id": str(uuid.uuid4()), "exercises": ["ankles"], "dose": "low"}
    session = person.ask("POST", "/api/sessions", wish).json()
    answer = person.ask("POST", "/api/sessions", {**wish, **other})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "exists")
    assert person.append(session, [{"seq": 1, "kind": "start"}]).status_code == 200


def test_an_id_has_one_spelling(person: Visitor) -> None:
    id = str(uuid.uuid4())
    person.ask("POST", "/api/sessions", {"id": id.upper()})
    assert person.ask("GET", f"/api/sessions/{id.upper()}").json()["id"] == id


def test_an_unknown_exercise_is_named_with_those_that_there_are(person: Visitor) -> None:
    answer = person.ask("POST", "/api/sessions", {"id": str(uuid.uuid4()), "exercises": ["ankles", "plank"]})
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (422, "unknown-exercise")
    assert "plank" in error["words"]
    assert all(id in error["words"] for id in ("ankles", "wall-sit", "butterfly", "spiral"))


def test_the_spiral_waits_for_its_gate(person: Visitor) -> None:
    answer = person.ask("POST", "/api/sessions", {"id": str(uuid.uuid4()), "exercises": ["spiral"]})
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (409, "locked-exercise")
    assert "library" in error["words"]


def test_after_a_red_answer_only_reading_and_grounding_stay(person: Visitor) -> None:
    answers = {"heart": "no", "seizures": "unsure"}
    assert person.ask("POST", "/api/screening", {"answers": answers}).json() == {"result": "red"}
    answer = person.ask("POST", "/api/sessions", {"id": str(uuid.uuid4())})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "reading-and-grounding-only")
    answers["seizures"] = "no"
    assert person.ask("POST", "/api/screening", {"answers": answers}).json() == {"result": "clear"}
    person.begin()


@pytest.mark.parametrize("answers", [{}, {"heart": "maybe"}, {"heart": True}, {"Heart!": "no"}])
def test_the_screening_takes_only_its_three_answers(person: Visitor, answers: dict[str, object]) -> None:
    assert person.ask("POST", "/api/screening", {"answers": answers}).status_code == 422


def test_a_session_can_be_looked_at_whole(person: Visitor) -> None:
    session = person.begin(exercises=["ankles"], dose="low")
    events = [{"seq": 1, "kind": "start"}, {"seq": 2, "kind": "stop", "at": 30_000}]
    person.append(session, events)
    told = person.ask("GET", f"/api/sessions/{session['id']}").json()
    assert told["timeline"] == session["timeline"]
    assert [event["kind"] for event in told["events"]] == ["start", "stop"]
    assert {chapter["id"]: chapter["state"] for chapter in told["chapters"]} == {
        "arrive": "partly",
        "ankles": "skipped",
        "settle": "skipped",
        "rest": "skipped",
    }
    assert (told["dose"], told["end"], told["demo"]) == ("low", "stopped", False)
    listed = person.ask("GET", "/api/sessions").json()["sessions"]
    assert [each["id"] for each in listed] == [session["id"]]
    assert "events" not in listed[0]


def test_sessions_are_listed_newest_first(person: Visitor, time) -> None:
    begun = []
    for _ in range(3):
        begun.append(person.begin(exercises=["ankles"])["id"])
        time.seconds += 3600
    listed = person.ask("GET", "/api/sessions").json()["sessions"]
    assert [session["id"] for session in listed] == begun[::-1]


def test_a_deleted_session_is_gone_with_its_record(person: Visitor) -> None:
    session = person.begin(exercises=["ankles"])
    person.append(session, [{"seq": 1, "kind": "start"}])
    path = f"/api/sessions/{session['id']}"
    assert person.ask("DELETE", path).status_code == 204
    for answer in (person.ask("GET", path), person.ask("DELETE", path), person.ask("POST", f"{path}/token")):
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not-found")
    assert person.append(session, [{"seq": 2, "kind": "stop"}]).status_code == 401


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("id", ["1", "no-such-id", "%00", "..%2f..%2fheader.json"])
def test_what_cannot_be_an_id_is_not_found(resident: Visitor, method: str, id: str) -> None:
    assert resident.ask(method, f"/api/sessions/{id}").status_code in (404, 405)


def test_choices_are_kept_and_only_known_ones(person: Visitor) -> None:
    assert person.ask("GET", "/api/settings").json() == {"settings": {}}
    person.ask("PUT", "/api/settings", {"volume": 0.5, "dose": "low"})
    answer = person.ask("PUT", "/api/settings", {"voice": "Anna"})
    assert answer.json() == {"settings": {"volume": 0.5, "dose": "low", "voice": "Anna"}}
    for wrong in ({"volume": 2}, {"volume": "loud"}, {"remote": True}, {"dose": "most"}):
        assert person.ask("PUT", "/api/settings", wrong).status_code == 422
    assert person.ask("GET", "/api/settings").json() == answer.json()


def test_the_poses_are_there_for_the_figure(stranger: Visitor) -> None:
    poses = stranger.ask("GET", "/api/poses").json()["poses"]
    assert poses
    assert json.dumps(poses)
