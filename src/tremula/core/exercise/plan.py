"""What stands around the exercises of a session, and the limits a beginner keeps. It compiles nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tremula.core.exercise.script import Limits
from tremula.core.failure import Refusal

EXERCISES = ("ankles", "calves", "thighs", "fold", "opening", "wall-sit", "butterfly", "spiral")
"""The method's eight, in its order."""
PARTS = ("arrive", "stop-practice", "settle", "rest")
WITH_TREMOR = frozenset({"butterfly"})
LOCKED = frozenset({"spiral"})
"""Readable; the guided form waits for its gate."""
DEFAULT = tuple(id for id in EXERCISES if id not in LOCKED)
# safety.md, "Dose": 30 to 60 s at a time in the first two weeks; the first week's ladder is 3 min of tremor.
BEGINNER = Limits(wall_sit=60_000, tremor=180_000)


def beginner_limits() -> Limits:
    """What a real session gives at most until there is a history that allows more."""
    return BEGINNER


def session_ids(exercises: Sequence[str] = ()) -> list[str]:
    """The chapters of a session: these exercises (none means the default seven) and what belongs around them.

    Parts asked for together with exercises are put where they belong; parts alone stay as they are.
    Refusals: "locked-exercise" for an exercise whose gate does not exist yet.
    """
    for id in exercises:
        if id in LOCKED:
            raise Refusal(
                "locked-exercise", "The spiral can be read in the library. Its guided form is not open yet."
            )
    chosen = [id for id in exercises if id not in PARTS]
    if exercises and not chosen:
        return list(exercises)
    return around(chosen or list(DEFAULT))


def around(exercises: list[str]) -> list[str]:
    """Arriving first; the stop practised before any tremor; settling and rest last."""
    practice = ["stop-practice"] if WITH_TREMOR.intersection(exercises) else []
    return ["arrive", *practice, *exercises, "settle", "rest"]
