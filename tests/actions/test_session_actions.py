"""What a person can do with sessions, without a wire: begin, append, end, read, delete, erase."""

from typing import Any

import pytest
from msgspec import structs

from tremula.actions.append_events import AppendEvents, NewEvent, append_events, depth
from tremula.actions.begin_session import BeginSession, RenewToken, begin_session, renew_token
from tremula.actions.delete_session import delete_session
from tremula.actions.erase import erase
from tremula.actions.plan_session import plan_session
from tremula.actions.ports import Store
from tremula.actions.read_sessions import list_begun, list_sessions, read_all, read_session
from tremula.actions.screening import Screening, answer_screening, screening_result
from tremula.core.exercise.script import Library
from tremula.core.failure import Refusal
from tremula.core.safety.rules import SafetyRules

ID = "018f6b1e-7c00-7000-8000-000000000001"
OTHER = "018f6b1e-7c00-7000-8000-000000000002"
BEGUN = "2026-11-22T18:00:00.000+01:00"
TOKEN = b"t" * 32


@pytest.fixture
def begin(content: Library, rules: SafetyRules) -> BeginSession:
    planned = plan_session(content, ["ankles"], "low")
    return BeginSession(ID, planned, BEGUN, TOKEN, "2026-11-23T18:00:00+01:00", rules)


def batch(*events: NewEvent, now: str = BEGUN, token: bytes = TOKEN) -> AppendEvents:
    return AppendEvents(ID, "page-1", events, token, now)


def test_a_plan_is_the_same_each_time_and_keeps_a_beginner_s_limits(content: Library) -> None:
    one, two = (plan_session(content, [], "high") for _ in range(2))
    assert one == two
    assert one.exercises[:2] == ("arrive", "stop-practice")
    assert b'"notes":["' in one.timeline


def test_times_of_different_places_are_compared_as_moments(store: Store, begin: BeginSession) -> None:
    store.write_sync(begin_session, begin)
    event = NewEvent(seq=1, kind="start")
    assert (
        store.write_sync(
            append_events, batch(event, now="2026-11-23T16:59:59+00:00")
        ).appended.durable_through
        == 1
    )
    with pytest.raises(Refusal, match="Ask for a fresh one"):
        store.write_sync(append_events, batch(event, now="2026-11-23T17:00:00+00:00"))


def test_the_end_is_looked_for_only_when_it_may_have_come(store: Store, begin: BeginSession) -> None:
    store.write_sync(begin_session, begin)
    assert store.write_sync(append_events, batch(NewEvent(seq=1, kind="start"))).end is None
    stop = NewEvent(seq=2, kind="stop", at=1000)
    assert store.write_sync(append_events, batch(stop)).end == "stopped"
    row = store.read_sync(read_session, ID).row
    assert (row.end, row.ended) == ("stopped", "2026-11-22T18:00:01.000+01:00")


def test_a_record_that_could_not_have_been_is_kept_as_it_came(store: Store, begin: BeginSession) -> None:
    store.write_sync(begin_session, begin)
    odd = [NewEvent(seq=1, kind="resume"), NewEvent(seq=2, kind="dance"), NewEvent(seq=3, kind="settled")]
    store.write_sync(append_events, batch(*odd))
    told = store.read_sync(read_session, ID)
    assert [event.kind for event in told.events] == ["resume", "dance", "settled"]
    assert told.row.end == "open"


def test_a_refused_event_takes_its_whole_batch_with_it(store: Store, begin: BeginSession) -> None:
    store.write_sync(begin_session, begin)
    good, bad = NewEvent(seq=1, kind="start"), NewEvent(seq=2, kind="fine", hash="0" * 64)
    with pytest.raises(Refusal) as refused:
        store.write_sync(append_events, batch(good, bad))
    assert refused.value.code == "shape"
    assert store.read_sync(read_session, ID).events == []


@pytest.mark.parametrize(
    ("action", "command"),
    [(read_session, ID), (delete_session, ID)],
    ids=["read", "delete"],
)
def test_what_is_not_there_is_not_found(store: Store, action: Any, command: Any) -> None:
    with pytest.raises(Refusal) as refused:
        store.write_sync(action, command)
    assert refused.value.code == "not-found"


def test_no_token_is_renewed_for_what_is_not_there(store: Store, rules: SafetyRules) -> None:
    with pytest.raises(Refusal) as refused:
        store.write_sync(renew_token, RenewToken(ID, TOKEN, BEGUN, rules, BEGUN))
    assert refused.value.code == "not-found"


def test_deleting_and_erasing(store: Store, begin: BeginSession) -> None:
    store.write_sync(begin_session, begin)
    store.write_sync(append_events, batch(NewEvent(seq=1, kind="start")))
    assert len(store.read_sync(read_all, None)) == 1
    store.write_sync(delete_session, ID)
    assert list(store.read_sync(list_sessions, None)) == []
    store.write_sync(begin_session, begin)
    store.write_sync(answer_screening, Screening({"heart": "no"}, BEGUN))
    store.write_sync(erase, None)
    assert list(store.read_sync(list_sessions, None)) == []
    assert store.read_sync(screening_result, None) is None


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({"heart": "no", "crisis": "no"}, "clear"),
        ({"heart": "no", "crisis": "unsure"}, "red"),
        ({"heart": "yes", "crisis": "no"}, "red"),
    ],
)
def test_one_yes_or_one_unsure_is_red_for_new_sessions_only(
    store: Store, begin: BeginSession, answers: Any, result: str
) -> None:
    store.write_sync(begin_session, begin)
    assert store.write_sync(answer_screening, Screening(answers, BEGUN)) == result
    assert store.write_sync(append_events, batch(NewEvent(seq=1, kind="start"))).appended.durable_through == 1


def test_depth_counts_what_is_inside() -> None:
    assert [depth(value) for value in ({}, {"a": 1}, {"a": []}, {"a": [{"b": {}}]}, 1)] == [1, 1, 2, 4, 0]


def test_a_session_made_ready_and_never_begun_is_not_shown_and_does_not_stay(
    store: Store, begin: BeginSession
) -> None:
    store.write_sync(begin_session, begin)
    assert store.read_sync(list_begun, None) == []
    later = structs.replace(begin, id=OTHER, begun="2026-11-25T18:00:00.000+01:00")
    store.write_sync(begin_session, later)
    assert [row.id for row in store.read_sync(list_sessions, None)] == [OTHER]


def test_a_session_made_ready_can_still_be_begun_beside_another(store: Store, begin: BeginSession) -> None:
    store.write_sync(begin_session, begin)
    store.write_sync(begin_session, structs.replace(begin, id=OTHER))
    store.write_sync(append_events, batch(NewEvent(seq=1, kind="start")))
    assert [row.id for row in store.read_sync(list_begun, None)] == [ID]
