"""What a session will be: the exercises asked for, with what safety puts around them, compiled once."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.plan import beginner_limits, session_ids
from tremula.core.exercise.script import Dose, Library
from tremula.core.failure import Refusal
from tremula.core.session.timeline import Timeline


class Planned(msgspec.Struct, frozen=True):
    """A session's chapters and its compiled timeline as JSON, with that JSON's SHA-256 (hex)."""

    exercises: tuple[str, ...]
    dose: Dose
    timeline: bytes
    timeline_hash: str


def plan_session(library: Library, asked: Sequence[str], dose: Dose) -> Planned:
    """Compile what was asked; nothing asked means the default session. Refuses unknown, locked exercises."""
    refuse_unknown(library, asked)
    ids = session_ids(library, asked)
    timeline = msgspec.json.encode(compile_for_person(library, ids, dose))
    return Planned(tuple(ids), dose, timeline, sha256(timeline).hexdigest())


def compile_for_person(library: Library, ids: Sequence[str], dose: Dose) -> Timeline:
    """A real session keeps a beginner's limits, whatever the dose."""
    return compile_timeline(library, ids, dose, beginner_limits())


def refuse_unknown(library: Library, asked: Sequence[str]) -> None:
    """Name what is not known and what there is."""
    unknown = [id for id in asked if id not in library.scripts]
    if unknown:
        there = ", ".join(library.scripts)
        raise Refusal("unknown-exercise", f"There is no exercise “{unknown[0][:40]}”. There are: {there}.")
