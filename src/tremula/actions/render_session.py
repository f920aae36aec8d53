"""What a session's sound files will hold: planned like a session, within what a file may ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tremula.actions.plan_session import BEGINNER, Within, ids_of, refuse_unknown
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.script import Dose, Library
from tremula.core.session.pieces import Piece, SoundWords, file_limits, pieces_of, with_stops_that_fill

Mark = tuple[int, str]
"""A moment (ms) or a sample's place, and what begins there."""


class Wanted(Struct, frozen=True):
    """What somebody would like to take along; no exercises: the default session."""

    exercises: tuple[str, ...] = ()
    dose: Dose = "default"
    single: bool = False
    speaker: str = ""


class SoundPlan(Struct, frozen=True):
    """The pieces of a session, in the order of playing, and who speaks ("" the usual speaker)."""

    pieces: tuple[Piece, ...]
    speaker: str
    single: bool
    chapters: dict[str, str]
    """The titles of exercises and parts, by id."""
    notes: tuple[str, ...]
    """Where safety changed the dose, in one sentence each."""


class Sound(Struct, frozen=True):
    """Words of the voice, or a tone by its name, `at` ms from the begin of its piece."""

    at: int
    kind: Literal["voice", "tone"]
    what: str


class MadeFile(Struct, frozen=True):
    """One sound file, by its name below the place, with what sounds in it and when."""

    file: str
    title: str
    ms: int
    samples: int
    rate: int
    tremor_ms: int
    sounds: tuple[Sound, ...]


class Made(Struct, frozen=True):
    """What was made where; `notices` says in plain words what was not."""

    place: str
    files: tuple[MadeFile, ...]
    contents: str
    """The file that says what is said when."""
    speaker: str
    notices: tuple[str, ...]


def plan_sound(library: Library, words: SoundWords, wanted: Wanted, within: Within = BEGINNER) -> SoundPlan:
    """Compile what was asked for; a gate that is open for a session stays closed for a file.

    Refusals: unknown-exercise, locked-exercise, nothing-fits, twice, not-for-a-file.
    """
    refuse_unknown(library, wanted.exercises)
    limits = with_stops_that_fill(library.scripts.values(), wanted.dose, file_limits(within.limits))
    heard = replace(within, limits=limits, spiral_open=False)
    ids = ids_of(library, wanted.exercises, heard)
    timeline = compile_timeline(library, ids, wanted.dose, heard.limits, heard.fit)
    pieces = pieces_of(timeline, words, single=wanted.single)
    titles = {chapter.id: chapter.title for chapter in timeline.chapters}
    return SoundPlan(pieces, wanted.speaker, wanted.single, titles, timeline.notes)


def marks_of(piece: Piece, plan: SoundPlan) -> list[Mark]:
    """Where something begins in a piece (ms): its steps, or the chapters of a session in one file."""
    marks, at = list[Mark](), 0
    for segment in piece.segments:
        title = plan.chapters[segment.chapter] if plan.single else segment.title
        if not marks or marks[-1][1] != title:
            marks.append((at, title))
        at += segment.length
    return marks


def texts_of(pieces: Sequence[Piece]) -> list[str]:
    """Everything that is said in them, each text once."""
    cues = (cue for piece in pieces for segment in piece.segments for cue in segment.cues)
    return list(dict.fromkeys(cue.text for cue in cues if cue.text))
