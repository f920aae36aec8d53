"""A record is chained by hashes that Python and JavaScript agree on, and plays again to the same session."""

import json
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tremula.core.failure import Refusal
from tremula.core.session.record import (
    Event,
    Walked,
    broken_links,
    canonical,
    end_of,
    replay,
    walked,
    write_events,
)
from tremula.core.session.timeline import Timeline

ROOT = Path(__file__).parents[3]
SMALL = ROOT / "conformance/session/timelines/small.json"
PERSON = {"by": "person"}


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return msgspec.json.decode(SMALL.read_bytes(), type=Timeline)


def record(*told: tuple[Any, ...]) -> list[Event]:
    rows = [
        (kind, at, "2026-01-05T18:00:00.000Z", dict(body[0]) if body else PERSON) for kind, at, *body in told
    ]
    return write_events("s", "d", None, rows)


def states(timeline: Timeline, events: list[Event]) -> dict[str, str]:
    return {chapter.id: chapter.state for chapter in walked(timeline, events)}


def test_events_are_numbered_and_chained() -> None:
    events = record(("start", 0), ("pause", 5), ("resume", 9))
    assert [event.seq for event in events] == [1, 2, 3]
    assert [event.previous for event in events] == ["", events[0].hash, events[1].hash]
    assert broken_links("s", events) == []


@pytest.mark.parametrize("field", ["kind", "at", "wall", "body", "previous"])
def test_a_changed_event_breaks_the_chain_where_it_was_changed(field: str) -> None:
    events = record(("start", 0), ("pause", 5), ("resume", 9))
    other = {"kind": "skip", "at": 6, "wall": "", "body": {}, "previous": "0" * 64}[field]
    events[1] = msgspec.structs.replace(events[1], **{field: other})
    assert ("d", 2) in broken_links("s", events)


def test_a_missing_event_and_another_session_break_the_chain() -> None:
    events = record(("start", 0), ("pause", 5), ("resume", 9))
    assert broken_links("s", [events[0], events[2]]) == [("d", 3)]
    assert broken_links("t", events) == [("d", 1), ("d", 2), ("d", 3)]


@pytest.mark.parametrize("value", [1.0, 2**53, float("nan"), {"a": [0.5]}, "\ud800", {"\udfff": 1}])
def test_what_has_no_single_form_is_refused(value: Any) -> None:
    with pytest.raises(Refusal) as refused:
        canonical({"body": value})
    assert refused.value.code == "shape"


def test_an_unfinished_record_is_open_and_a_finished_one_says_how(timeline: Timeline) -> None:
    assert end_of(timeline, []) == "open"
    assert end_of(timeline, record(("start", 0))) == "open"
    assert end_of(timeline, record(("start", 0), ("stop", 9))) == "stopped"
    assert end_of(timeline, record(("start", 0), ("left", 9))) == "left"


def test_what_happened_by_itself_is_derived_again_and_only_tells_the_time(timeline: Timeline) -> None:
    events = record(("start", 0), ("settled", 300_000, {"by": "itself"}))
    assert end_of(timeline, events) == "silent"
    forged = record(("start", 0), ("finished", 5_000, {"by": "itself"}))
    assert (replay(timeline, forged).state, replay(timeline, forged).position) == ("running", 5_000)


def test_what_could_not_happen_changes_nothing(timeline: Timeline) -> None:
    events = record(("start", 0), ("resume", 10), ("nonsense", 20), ("gap", 30, {"lost": "long"}))
    assert replay(timeline, events).state == "paused"
    assert end_of(timeline, record(("pause", 0), ("start", 5), ("start", 6), ("stop", 7))) == "stopped"


def test_chapters_are_done_partly_or_skipped_with_their_times(timeline: Timeline) -> None:
    events = record(("start", 0), ("skip", 12_000), ("skip-exercise", 12_000), ("stop", 20_000))
    assert walked(timeline, events) == [
        Walked("warm", "Warm up", "partly", 0, 12_000),
        Walked("sit", "Sit", "skipped"),
        Walked("shake", "Shake", "partly", 12_000, 20_000),
        Walked("rest", "Rest", "skipped"),
    ]


def test_an_easier_way_and_enough_are_done_too(timeline: Timeline) -> None:
    events = record(
        ("start", 0), ("too-much", 30_000), ("enough", 90_000), ("finished", 400_000, {"by": "itself"})
    )
    assert set(states(timeline, events).values()) == {"done"}


def test_going_back_and_doing_it_after_all_counts(timeline: Timeline) -> None:
    events = record(("start", 0), ("skip", 1_000), ("back", 2_000), ("fine", 25_000))
    assert states(timeline, events)["warm"] == "done"


def test_an_interrupted_record_says_how_far_it_came(timeline: Timeline) -> None:
    events = record(("start", 0), ("gap", 620_000, {"by": "device", "lost": 600_000}))
    assert states(timeline, events) == {
        "warm": "done",
        "sit": "partly",
        "shake": "skipped",
        "rest": "skipped",
    }


# The twin ---------------------------------------------------------------------------------------------

PROGRAM = """
import { createHash } from "node:crypto"
import { createInterface } from "node:readline"
import { canonical, writeEvents } from "./src/tremula/web/static/js/engine/record.js"
const sha256 = (text) => createHash("sha256").update(text).digest("hex")
for await (const line of createInterface({ input: process.stdin })) {
  const body = JSON.parse(line)
  const told = [1, 2].map((at) => ({ kind: "note", at, wall: "w", body }))
  const events = await writeEvents({ session: "s", device: "d" }, { seq: 0, hash: "" }, told, sha256)
  console.log(JSON.stringify({ canonical: canonical(body), hashes: events.map((event) => event.hash) }))
}
"""
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
simple = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
bodies = st.dictionaries(
    texts,
    st.recursive(
        simple, lambda v: st.lists(v, max_size=3) | st.dictionaries(texts, v, max_size=3), max_leaves=8
    ),
    max_size=5,
)


@settings(max_examples=5, deadline=None, database=None)
@given(many=st.lists(bodies, min_size=60, max_size=60))
def test_both_languages_write_the_same_json_and_the_same_hashes(many: list[dict[str, Any]]) -> None:
    many = [body for body in many if "__proto__" not in json.dumps(body)]
    lines = "".join(json.dumps(body) + "\n" for body in many)
    command = ["node", "--input-type=module", "--eval", PROGRAM]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, cwd=ROOT, check=True)
    told = [json.loads(line) for line in done.stdout.split("\n") if line]
    for body, seen in zip(many, told, strict=True):
        ours = write_events("s", "d", None, [("note", at, "w", body) for at in (1, 2)])
        assert seen == {"canonical": canonical(body), "hashes": [event.hash for event in ours]}
