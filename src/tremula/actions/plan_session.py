"""What a session will be: the exercises asked for, with what safety puts around them, compiled once."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.fit import EVERYBODY, Fit
from tremula.core.exercise.plan import beginner_limits, session_ids
from tremula.core.exercise.script import Dose, Library, Limits
from tremula.core.failure import Refusal


class Planned(msgspec.Struct, frozen=True):
    """The chapters that a session really has, and its compiled timeline as JSON with its SHA-256 (hex)."""

    exercises: tuple[str, ...]
    dose: Dose
    timeline: bytes
    timeline_hash: str


class Within(msgspec.Struct, frozen=True):
    """What a person's session keeps to; without more knowledge, a beginner's limits."""

    limits: Limits = beginner_limits()
    fit: Fit = EVERYBODY
    leave_out: frozenset[str] = frozenset()
    """Exercises that the plan leaves out this time."""
    spiral_open: bool = False
    """What the spiral's gate says."""


BEGINNER = Within()


def plan_session(library: Library, asked: Sequence[str], dose: Dose, within: Within = BEGINNER) -> Planned:
    """Compile what was asked; nothing asked means the default session. Refuses unknown, locked exercises."""
    refuse_unknown(library, asked)
    ids = ids_of(library, asked, within)
    compiled = compile_timeline(library, ids, dose, within.limits, within.fit)
    timeline = msgspec.json.encode(compiled)
    held = tuple(chapter.id for chapter in compiled.chapters)
    return Planned(held, dose, timeline, sha256(timeline).hexdigest())


def ids_of(library: Library, asked: Sequence[str], within: Within) -> list[str]:
    """The chapters; what is left out this time goes."""
    ids = session_ids(library, asked, within.fit, spiral_open=within.spiral_open)
    if within.leave_out.isdisjoint(ids):
        return ids
    scripts = library.scripts
    kept = [id for id in ids if scripts[id].number is not None and id not in within.leave_out]
    if not kept:
        raise Refusal("nothing-fits", "What you asked for is left out today. Today shows what there is.")
    return session_ids(library, kept, within.fit)


def refuse_unknown(library: Library, asked: Sequence[str]) -> None:
    """Name what is not known and what there is."""
    unknown = [id for id in asked if id not in library.scripts]
    if unknown:
        there = ", ".join(library.scripts)
        raise Refusal("unknown-exercise", f"There is no exercise “{unknown[0][:40]}”. There are: {there}.")
