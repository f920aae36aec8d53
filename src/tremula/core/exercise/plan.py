"""What stands around the exercises of a session, and the limits a beginner keeps. It compiles nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tremula.core.exercise.fit import EVERYBODY, Fit
from tremula.core.exercise.fitting import way_of
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


def session_ids(
    library: Library, exercises: Sequence[str] = (), fit: Fit | None = None, *, spiral_open: bool = False
) -> list[str]:
    """The chapters of a session: these exercises (none: all of the method that are open) and their parts.

    Parts asked for together with exercises are put where they belong; parts alone stay as they are.
    `fit` decides whether anything will shake; `spiral_open` is what the gate says. Unknown ids are left to
    compiling. Refusals: "locked-exercise" where a guided form is not open, "a-session-of-its-own".
    """
    chosen = [id for id in exercises if id not in PARTS]
    locked = [library.scripts[id] for id in chosen if id in library.scripts and library.scripts[id].locked]
    if locked:
        refuse_locked(locked[0], chosen, spiral_open)
        return ["arrive", locked[0].id, "settle"]
    if exercises and not chosen:
        return list(exercises)
    open_ids = [id for id in method_ids(library) if not library.scripts[id].locked]
    return around(library, chosen or open_ids, fit or EVERYBODY)


def refuse_locked(script: Script, chosen: Sequence[str], spiral_open: bool) -> None:
    """A locked form needs its gate, and is never joined to other exercises."""
    if not spiral_open:
        words = f"“{script.title}” can be read in the library. Its guided form is not open yet."
        raise Refusal("locked-exercise", words)
    if len(chosen) > 1:
        words = f"“{script.title}” is a session of its own. Choose it alone."
        raise Refusal("a-session-of-its-own", words)


def around(library: Library, exercises: Sequence[str], fit: Fit) -> list[str]:
    """Arriving first; the stop practised before any tremor; settling and rest last."""
    ways = [way_of(library.scripts[id], fit) for id in exercises if id in library.scripts]
    shaking = any(way is not None and any(map(shakes, way.script.segments)) for way in ways)
    return ["arrive", *(["stop-practice"] if shaking else []), *exercises, "settle", "rest"]
