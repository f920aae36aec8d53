"""The lengths of a session that a person can choose between, and how long each takes. It begins none."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from tremula.actions.plan_session import BEGINNER, Within, plan_session
from tremula.core.exercise.script import Dose, Library
from tremula.core.session.timeline import Timeline


class Plan(NamedTuple):
    """`exercises` is what a session is asked for with; empty means the whole default session."""

    id: str
    title: str
    words: str
    exercises: tuple[str, ...]


STANDING = ("ankles", "calves", "thighs", "fold", "opening")
PLANS = (
    Plan("whole", "The whole session", "The first seven exercises, with the shaking and the rest.", ()),
    Plan(
        "no-wall-sit",
        "Without the wall sit",
        "Standing exercises, then lying. For knees, heart and pressure that should be spared.",
        (*STANDING, "butterfly"),
    ),
    Plan("standing", "Only the standing warm-up", "Five exercises on your feet. No shaking.", STANDING),
    Plan(
        "lying",
        "Only lying down",
        "The lying butterfly and the rest, when standing is hard today.",
        ("butterfly",),
    ),
)


def plan_of(exercises: list[str]) -> Plan:
    """The plan with these exercises; the whole session where there is none."""
    return next((plan for plan in PLANS if plan.exercises == tuple(exercises)), PLANS[0])


class Preview(NamedTuple):
    """What a session will be: its length in ms, its chapters' titles and lengths, and what safety changed."""

    length: int
    chapters: list[tuple[str, int]]
    ids: tuple[str, ...]
    """The chapters' ids."""
    notes: tuple[str, ...]


def preview(library: Library, exercises: tuple[str, ...], dose: Dose, within: Within = BEGINNER) -> Preview:
    """The nominal session, as it would be compiled now."""
    planned = plan_session(library, exercises, dose, within)
    timeline = msgspec.json.decode(planned.timeline, type=Timeline)
    lengths = {chapter.id: 0 for chapter in timeline.chapters}
    for segment in timeline.segments:
        lengths[segment.chapter] += segment.length
    chapters = [(chapter.title, lengths[chapter.id]) for chapter in timeline.chapters]
    return Preview(timeline.length, chapters, tuple(lengths), timeline.notes)
