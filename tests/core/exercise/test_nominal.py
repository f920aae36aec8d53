"""The nominal path: absolute times, chapters end to end, check-ins where the session machine asks them."""

from __future__ import annotations

import pytest

from shipped import our_library
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.nominal import nominal_path
from tremula.core.exercise.plan import method_ids, session_ids
from tremula.core.exercise.script import Dose
from tremula.core.session.machine import step
from tremula.core.session.state import Session
from tremula.core.session.timeline import Timeline

LIBRARY = our_library()
KEYS = {"at", "lasts", "kind", "chapter", "text", "caption", "pose"} | {
    "side", "repetition", "of", "fact", "place", "cm",
}  # fmt: skip


def test_chapters_follow_each_other_without_a_hole() -> None:
    path = nominal_path(compile_timeline(LIBRARY, session_ids(LIBRARY), "default"))
    edges = [0] + [chapter["to"] for chapter in path["chapters"]]
    assert [chapter["from"] for chapter in path["chapters"]] == edges[:-1]
    assert path["length"] == edges[-1]
    assert all(set(cue) == KEYS for cue in path["cues"])


def played(timeline: Timeline) -> list[tuple[int, str, str]]:
    """What the machine plays when every question is answered as soon as it is asked."""
    session, effects = step(Session(), "start", 0, timeline)
    cues = [effect for effect in effects if effect.cue]
    for at in range(1000, timeline.length + 2000, 1000):
        session, effects = step(session, "tick", at, timeline)
        cues += [effect for effect in effects if effect.cue]
        if session.state == "asking":
            session, _ = step(session, "fine", at, timeline)
    assert session.state == "finished"
    return [(effect.at, effect.cue.kind, effect.cue.text) for effect in cues if effect.cue]


@pytest.mark.parametrize("dose", ["low", "default", "high"])
def test_it_is_what_the_session_machine_plays(dose: Dose) -> None:
    timeline = compile_timeline(LIBRARY, method_ids(LIBRARY), dose)
    told = [(cue["at"], cue["kind"], cue["text"]) for cue in nominal_path(timeline)["cues"]]
    assert sorted(told) == sorted(played(timeline))
