"""Appending: twice, late, in pieces or contradicting, nothing acknowledged is lost or doubled."""

import json
import uuid
from typing import Any

import pytest
from visitor import Visitor

from tremula.core.session.record import write_events


def events(*numbers: int, **fields: Any) -> list[dict[str, Any]]:
    return [{"seq": n, "kind": "fine", "at": n * 1000, **fields} for n in numbers]


def kept(person: Visitor, session: dict[str, Any]) -> list[tuple[str, int]]:
    told = person.ask("GET", f"/api/sessions/{session['id']}").json()
    return sorted((event["device"], event["seq"]) for event in told["events"])


@pytest.fixture
def session(person: Visitor) -> dict[str, Any]:
    return person.begin(exercises=["ankles"])


def test_what_was_appended_is_there(person: Visitor, session: dict[str, Any]) -> None:
    answer = person.append(session, events(1, 2, 3))
    assert (answer.status_code, answer.json()) == (200, {"durable_through": 3})
    assert kept(person, session) == [("page-1", 1), ("page-1", 2), ("page-1", 3)]


def test_twice_is_once(person: Visitor, session: dict[str, Any], time) -> None:
    for batch in (events(1, 2), events(1, 2), events(2, 3), events(1, 2, 3)):
        time.seconds += 10
        assert person.append(session, batch).status_code == 200
    assert kept(person, session) == [("page-1", 1), ("page-1", 2), ("page-1", 3)]


def test_only_seq_and_kind_are_needed_and_repeating_them_is_the_same_event(
    person: Visitor, session: dict[str, Any], time
) -> None:
    assert person.append(session, [{"seq": 1, "kind": "start"}]).json() == {"durable_through": 1}
    time.seconds += 100
    assert person.append(session, [{"seq": 1, "kind": "start"}]).json() == {"durable_through": 1}
    (event,) = person.ask("GET", f"/api/sessions/{session['id']}").json()["events"]
    assert (event["at"], event["body"], event["schema"], event["previous"]) == (0, {}, 1, "")
    assert event["wall"] == "2026-11-22T18:00:00.000+00:00"
    assert len(event["hash"]) == 64


def test_out_of_order_in_one_batch_and_over_several(person: Visitor, session: dict[str, Any]) -> None:
    assert person.append(session, events(3, 1)).json() == {"durable_through": 1}
    assert person.append(session, events(2)).json() == {"durable_through": 3}


def test_a_gap_is_kept_and_told(person: Visitor, session: dict[str, Any]) -> None:
    person.append(session, events(1, 2))
    assert person.append(session, events(5, 6)).json() == {"durable_through": 2}
    assert len(kept(person, session)) == 4
    assert person.append(session, events(4)).json() == {"durable_through": 2}
    assert person.append(session, events(3)).json() == {"durable_through": 6}


def test_a_record_that_does_not_begin_with_one_has_no_durable_beginning(
    person: Visitor, session: dict[str, Any]
) -> None:
    assert person.append(session, events(7)).json() == {"durable_through": 0}


def test_a_conflict_is_named_keeps_both_and_does_not_hold_up_the_rest(
    person: Visitor, session: dict[str, Any]
) -> None:
    person.append(session, events(1, 2))
    answer = person.append(session, [*events(2, kind="stop"), *events(3)])
    assert (answer.status_code, answer.json()) == (409, {"conflicts": [2], "durable_through": 3})
    told = person.ask("GET", f"/api/sessions/{session['id']}").json()["events"]
    assert [event["kind"] for event in told] == ["fine", "fine", "fine"]


def test_each_device_counts_for_itself(person: Visitor, session: dict[str, Any]) -> None:
    person.append(session, events(1, 2), device="page-1")
    assert person.append(session, events(1), device="page-2").json() == {"durable_through": 1}
    assert person.append(session, events(3), device="page-1").json() == {"durable_through": 3}


def test_an_empty_batch_asks_how_far_it_reaches(person: Visitor, session: dict[str, Any]) -> None:
    person.append(session, events(1, 2, 4))
    assert person.append(session, []).json() == {"durable_through": 2}


def test_the_page_s_own_chain_is_accepted_and_a_false_hash_is_not(
    person: Visitor, session: dict[str, Any]
) -> None:
    wall = "2026-11-22T18:00:00.000+00:00"
    told = [("start", 0, wall, {"by": "person"}), ("gap", 9000, wall, {"by": "device", "lost": 5000})]
    chain = [
        {name: getattr(event, name) for name in event.__struct_fields__ if name != "device"}
        for event in write_events(session["id"], "page-1", None, told)
    ]
    bent = [{**chain[0]}, {**chain[1], "at": 9001}]
    answer = person.append(session, bent)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "shape")
    assert kept(person, session) == []
    assert person.append(session, chain).json() == {"durable_through": 2}


@pytest.mark.parametrize(
    "token", ["", "wrong", "x" * 43, "Bearer", "é"], ids=["none", "short", "long", "word", "letter"]
)
def test_a_wrong_token_appends_nothing(person: Visitor, session: dict[str, Any], token: str) -> None:
    headers = {"authorization": f"Bearer {token}".encode()}
    answer = person.append(session, events(1), headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "token")
    assert kept(person, session) == []


def test_a_token_fits_one_session_only(person: Visitor, session: dict[str, Any]) -> None:
    other = person.begin(exercises=["calves"])
    assert person.append(other, events(1), token=session["append_token"]).status_code == 401
    unknown = {"id": str(uuid.uuid4()), "append_token": session["append_token"]}
    assert person.append(unknown, events(1)).status_code == 401


def test_a_token_reads_nothing(person: Visitor, session: dict[str, Any]) -> None:
    headers = {"authorization": f"Bearer {session['append_token']}", "cookie": None, "x-session": None}
    for path in ("/api/sessions", f"/api/sessions/{session['id']}", "/api/settings", "/api/control/sessions"):
        assert person.ask("GET", path, headers=headers).status_code == 401


def test_it_lasts_a_day_and_a_fresh_one_takes_its_place(
    person: Visitor, session: dict[str, Any], time
) -> None:
    time.seconds += 24 * 3600 - 1
    assert person.append(session, events(1)).status_code == 200
    time.seconds += 1
    assert person.append(session, events(2)).status_code == 401
    fresh = person.ask("POST", f"/api/sessions/{session['id']}/token").json()["append_token"]
    assert person.append(session, events(2), token=fresh).json() == {"durable_through": 2}


def test_the_login_may_go_but_the_session_goes_on(person: Visitor, session: dict[str, Any]) -> None:
    person.house.entries.forget()
    assert person.ask("GET", "/api/sessions").status_code == 401
    assert person.append(session, events(1)).json() == {"durable_through": 1}


def test_locked_it_waits_and_goes_on_after_unlocking(person: Visitor, session: dict[str, Any]) -> None:
    person.append(session, events(1))
    person.house.lock()
    answer = person.append(session, events(2))
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "locked")
    person.enter(passphrase="seven aspen leaves tremble")
    assert person.append(session, events(2)).json() == {"durable_through": 2}
    assert len(kept(person, session)) == 2


def test_the_token_is_not_kept_in_clear(person: Visitor, session: dict[str, Any]) -> None:
    token = session["append_token"]
    row = person.house.store.read_sync(lambda tx, id: tx.append_token(id), session["id"])
    assert row is not None
    assert token.encode() not in row[0]
    assert len(row[0]) == 32


def test_the_end_is_noticed(person: Visitor, session: dict[str, Any]) -> None:
    length = sum(segment["length"] for segment in session["timeline"]["segments"])
    person.append(session, [{"seq": 1, "kind": "start"}])
    assert told(person, session)["end"] == "open"
    person.append(session, [{"seq": 2, "kind": "finished", "at": length, "body": {"by": "itself"}}])
    assert told(person, session)["end"] == "finished"
    assert told(person, session)["ended"].startswith("2026-11-22T18:")


def test_the_end_is_noticed_when_the_pieces_come_in_the_wrong_order(
    person: Visitor, session: dict[str, Any]
) -> None:
    person.append(session, [{"seq": 2, "kind": "stop", "at": 5000}])
    assert told(person, session)["end"] == "stopped"
    person.append(session, [{"seq": 1, "kind": "start"}])
    assert told(person, session)["end"] == "stopped"


def told(person: Visitor, session: dict[str, Any]) -> dict[str, Any]:
    return dict(person.ask("GET", f"/api/sessions/{session['id']}").json())


@pytest.mark.parametrize(
    "event",
    [
        {"seq": 0, "kind": "start"},
        {"seq": -1, "kind": "start"},
        {"seq": 2**53, "kind": "start"},
        {"seq": True, "kind": "start"},
        {"seq": "1", "kind": "start"},
        {"seq": 1.5, "kind": "start"},
        {"seq": 1},
        {"kind": "start"},
        {"seq": 1, "kind": ""},
        {"seq": 1, "kind": "Start now!"},
        {"seq": 1, "kind": "x" * 41},
        {"seq": 1, "kind": "start", "at": -1},
        {"seq": 1, "kind": "start", "at": 0.5},
        {"seq": 1, "kind": "start", "wall": "yesterday"},
        {"seq": 1, "kind": "start", "wall": "2026-99-99T99:99:99Z"},
        {"seq": 1, "kind": "start", "at": 2**53 - 1},
        {"seq": 1, "kind": "start", "body": []},
        {"seq": 1, "kind": "start", "body": {"rate": 0.5}},
        {"seq": 1, "kind": "start", "body": {"n": 2**60}},
        {"seq": 1, "kind": "start", "schema": 0},
        {"seq": 1, "kind": "start", "previous": "abc"},
        {"seq": 1, "kind": "start", "hash": "0" * 64},
        {"seq": 1, "kind": "start", "extra": 1},
        {"seq": 1, "kind": "start", "session": "x"},
        None,
        [],
    ],
    ids=lambda event: json.dumps(event)[:50],
)
def test_an_event_of_another_shape_is_refused_with_its_whole_batch(
    person: Visitor, session: dict[str, Any], event: Any
) -> None:
    answer = person.append(session, [{"seq": 9, "kind": "fine"}, event])
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "shape")
    assert kept(person, session) == []


@pytest.mark.parametrize("device", ["", "a b", "ä", "x" * 65, None, 1])
def test_a_device_has_a_plain_name(person: Visitor, session: dict[str, Any], device: Any) -> None:
    assert person.append(session, events(1), device=device).status_code == 422


def test_five_hundred_events_and_not_one_more(person: Visitor, session: dict[str, Any]) -> None:
    answer = person.append(session, events(*range(1, 502)))
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too-large")
    assert person.append(session, events(*range(1, 501))).json() == {"durable_through": 500}


def test_a_quarter_of_a_megabyte_and_not_more(person: Visitor, session: dict[str, Any]) -> None:
    def body(size: int) -> bytes:
        start = b'{"device":"d","events":[{"seq":1,"kind":"note","body":{"text":"'
        end = b'"}}]}'
        return start + b"x" * (size - len(start) - len(end)) + end

    assert person.append(session, [], content=body(256 * 1024 + 1)).status_code == 413
    assert person.append(session, [], content=body(256 * 1024)).status_code == 200


def test_a_body_nested_without_end_is_refused(person: Visitor, session: dict[str, Any]) -> None:
    for levels in (17, 320, 600, 900):
        deep = b'{"in":' * levels + b"1" + b"}" * levels
        content = b'{"device":"d","events":[{"seq":1,"kind":"note","body":' + deep + b"}]}"
        assert person.append(session, [], content=content).status_code == 422, levels
    brackets = b'{"device":"d","events":[{"seq":1,"kind":"note","body":{"in":' + b"[" * 100_000
    assert person.append(session, [], content=brackets).status_code == 400


def test_texts_of_every_script_come_back_as_they_were(person: Visitor, session: dict[str, Any]) -> None:
    body = {"text": "Ruhe – спокой – 静けさ – \u0000 – 🌿", "list": [1, None, True, {"a": ""}]}
    assert person.append(session, events(1, body=body)).status_code == 200
    assert told(person, session)["events"][0]["body"] == body
