"""What stands around the exercises of a session, and the limits a beginner keeps. It compiles nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tremula.core.exercise.script import PARTS, Library, Limits, Script, shakes
from tremula.core.failure import Refusal

# docs/explanation/safety.md, "How much": at most 60 s at the wall in the first two weeks, 3 min of tremor.
BEGINNER = Limits(wall_sit=60_000, tremor=180_000)


def beginner_limits() -> Limits:
    """What a real session gives at most until there is a history that allows more."""
    return BEGINNER


def method_ids(library: Library) -> list[str]:
    """The exercises of the method, by their numbers."""
    return [
        id for _, id in sorted((s.number, s.id) for s in library.scripts.values() if s.number is not None)
    ]


def session_ids(library: Library, exercises: Sequence[str] = ()) -> list[str]:
    """The chapters of a session: these exercises (none: all of the method that are open) and their parts.

    Parts asked for together with exercises are put where they belong; parts alone stay as they are.
    Refusal "locked-exercise" where a guided form is not open yet; unknown ids are left to compiling.
    """
    scripts = [library.scripts[id] for id in exercises if id in library.scripts]
    for script in scripts:
        if script.locked:
            words = f"“{script.title}” can be read in the library. Its guided form is not open yet."
            raise Refusal("locked-exercise", words)
    chosen = [id for id in exercises if id not in PARTS]
    if exercises and not chosen:
        return list(exercises)
    return around(library, chosen or [id for id in method_ids(library) if not library.scripts[id].locked])


def around(library: Library, exercises: Sequence[str]) -> list[str]:
    """Arriving first; the stop practised before any tremor; settling and rest last."""
    scripts = [library.scripts[id] for id in exercises if id in library.scripts]
    practice = ["stop-practice"] if any(map(shakes_somewhere, scripts)) else []
    return ["arrive", *practice, *exercises, "settle", "rest"]


def shakes_somewhere(script: Script) -> bool:
    """Whether the body may shake in one of its segments."""
    return any(map(shakes, script.segments))
