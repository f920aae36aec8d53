"""Invented sessions end as their persona says, and are the same for the same seed."""

from pathlib import Path

import msgspec
import pytest

from tremula.core.failure import Refusal
from tremula.core.session.record import broken_links, end_of
from tremula.core.session.simulate import PERSONAS, Simulated, simulate
from tremula.core.session.timeline import Timeline

SMALL = Path(__file__).parents[3] / "conformance/session/timelines/small.json"
SEEDS = range(40)


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return msgspec.json.decode(SMALL.read_bytes(), type=Timeline)


def kinds(told: Simulated) -> list[str]:
    return [event.kind for event in told.events]


@pytest.mark.parametrize(
    ("persona", "ends"),
    [
        ("steady", {"finished"}),
        ("pauses", {"finished"}),
        ("skips", {"finished"}),
        ("longer", {"finished"}),
        ("stops", {"stopped"}),
        ("silent", {"silent"}),
        ("sleeps", {"finished", "stopped"}),
    ],
)
def test_a_persona_ends_as_it_is_called(timeline: Timeline, persona: str, ends: set[str]) -> None:
    assert {simulate(timeline, persona, seed).end for seed in SEEDS} == ends


@pytest.mark.parametrize(
    ("persona", "kind"),
    [("pauses", "pause"), ("skips", "skip"), ("longer", "longer"), ("stops", "stop"), ("sleeps", "gap")],
)
def test_a_persona_does_what_it_is_called(timeline: Timeline, persona: str, kind: str) -> None:
    assert any(kind in kinds(simulate(timeline, persona, seed)) for seed in SEEDS)


def test_only_the_silent_one_misses_questions(timeline: Timeline) -> None:
    missing = {p for p in PERSONAS for s in SEEDS if "missed" in kinds(simulate(timeline, p, s))}
    assert missing == {"silent"}


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_same_seed_gives_the_same_session(timeline: Timeline, persona: str) -> None:
    once, twice = (msgspec.json.encode(simulate(timeline, persona, 7)) for _ in range(2))
    assert once == twice


@pytest.mark.parametrize("persona", PERSONAS)
def test_its_record_replays_to_its_end_and_its_chain_holds(timeline: Timeline, persona: str) -> None:
    for seed in SEEDS:
        told = simulate(timeline, persona, seed)
        assert end_of(timeline, told.events) == told.end
        assert broken_links(told.id, told.events) == []
        assert [e.at for e in told.events] == sorted(e.at for e in told.events)


def test_who_goes_through_all_of_it_has_done_every_chapter(timeline: Timeline) -> None:
    told = simulate(timeline, "steady", 1)
    assert [(c.id, c.state, c.begun, c.ended) for c in told.chapters] == [
        ("warm", "done", 0, 18_000),
        ("sit", "done", 18_000, 58_000),
        ("shake", "done", 58_000, 58_000 + 20_000 + 150_000 + 10_000),
        ("rest", "done", 238_000, 298_000),
    ]
    assert (told.begun, told.ended) == ("2026-01-05T18:00:00.000+00:00", "2026-01-05T18:04:58.000+00:00")


def test_another_seed_gives_another_session(timeline: Timeline) -> None:
    assert len({msgspec.json.encode(simulate(timeline, "pauses", seed).events) for seed in SEEDS}) > 20


def test_an_unknown_persona_is_refused_with_the_known_ones(timeline: Timeline) -> None:
    with pytest.raises(Refusal, match="steady") as refused:
        simulate(timeline, "sleepy", 1)
    assert refused.value.code == "unknown-persona"
