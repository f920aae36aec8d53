"""From scripts to a timeline: exactly the chapters asked for, at one dose, under limits. It plans nothing."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import chain

import msgspec

from tremula.core.exercise.choices import choose, filled, notes
from tremula.core.exercise.fit import EVERYBODY, Fit
from tremula.core.exercise.fitting import Way, easier_ways, way_of
from tremula.core.exercise.lay import told
from tremula.core.exercise.script import CheckIns, Dose, Library, Limits, Question, Script, shakes
from tremula.core.exercise.segments import Making, announced, segments_of
from tremula.core.exercise.speech import Lengths, unhurried
from tremula.core.exercise.telling import fit_notes, left_out
from tremula.core.failure import Refusal
from tremula.core.session.timeline import Chapter, CheckIn, Cue, Posture, Segment, Timeline
from tremula.core.units import span

NO_LIMITS = Limits()
SETTLE = "settle"


def compile_timeline(
    library: Library, ids: Sequence[str], dose: Dose, limits: Limits | None = None, fit: Fit | None = None
) -> Timeline:
    """These exercises and parts as chapters, in order, each in the way that fits the body; `notes` says what

    was left out or changed and why. Refusals: nothing-chosen, unknown-exercise, twice, nothing-fits.
    """
    limits = limits or NO_LIMITS
    fit = with_limits(fit or EVERYBODY, limits)
    scripts = [script_of(library, id) for id in asked_once(ids)]
    ways, segments = chapters_of(library, scripts, dose, limits, fit)
    if not segments:
        words = " ".join(left_out(script, fit, library.words) for script in scripts)
        raise Refusal("nothing-fits", f"Nothing of this fits. {words}")
    fitted = [way.script for way in ways]
    branches = branches_of(library, fitted, dose, limits, fit)
    return Timeline(
        dose=dose,
        chapters=tuple(Chapter(script.id, script.title) for script in fitted),
        segments=tuple(segments),
        branches=branches,
        effort_cap=effort_cap([*segments, *chain(*branches.values())], limits),
        ready=ready_of(library),
        check_in=check_in_of(library, fitted, dose, limits),
        notes=(
            *fit_notes(scripts, ways, fit, library.words),
            *(note for script in fitted for note in notes(script, dose, limits, library.words)),
        ),
    )


def effort_cap(segments: Sequence[Segment], limits: Limits) -> int | None:
    """What all sits at the wall may last together, begun anew or not; the planned one always fits."""
    planned = [
        segment.length + (segment.stretch.by * segment.stretch.most if segment.stretch else 0)
        for segment in segments
        if segment.effort
    ]
    if not planned or limits.wall_total is None:
        return None
    return max(limits.wall_total, *planned)


def with_limits(fit: Fit, limits: Limits) -> Fit:
    """The fit with what the limits bar as well."""
    return msgspec.structs.replace(fit, barred=fit.barred | limits.barred)


def chapters_of(
    library: Library, scripts: Sequence[Script], dose: Dose, limits: Limits, fit: Fit
) -> tuple[list[Way], list[Segment]]:
    """How this body does each script, and the segments; from the second chapter on, the next is announced."""
    ways: list[Way] = []
    segments: list[Segment] = []
    for script in scripts:
        coming_from = segments[-1].posture if segments else script.posture
        way = way_of(script, fit, coming_from)
        if way is None:
            continue
        made = chapter_of(making_of(way.script, library, dose, limits), coming_from, script.id)
        if segments:
            made[0] = announced(made[0], told(script.title, library.words, library.speech))
        ways.append(way)
        segments += made
    return ways, segments


def making_of(script: Script, library: Library, dose: Dose, limits: Limits) -> Making:
    """One script with its numbers at this dose, under these limits."""
    return Making(script, choose(script, dose, limits), library.words, library.speech)


def asked_once(ids: Sequence[str]) -> Sequence[str]:
    """The ids, when there are some and none is there twice."""
    if not ids:
        raise Refusal("nothing-chosen", "Choose at least one exercise.")
    for id in ids:
        if ids.count(id) > 1:
            raise Refusal(
                "twice", f"“{id}” is there twice. Choose each exercise once; a step can be repeated."
            )
    return ids


def script_of(library: Library, id: str) -> Script:
    """The script of this id; the refusal names the nearest one, or all."""
    if id in library.scripts:
        return library.scripts[id]
    near = get_close_matches(id, library.scripts, 1)
    way_out = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(library.scripts)}."
    raise Refusal("unknown-exercise", f"There is no exercise “{id[:40]}”. {way_out}")


def chapter_of(making: Making, coming_from: Posture, under: str) -> list[Segment]:
    """The segments of one script; one with stops by posture begins with the stop of where one comes from."""
    script = making.script
    return segments_of(making, (*script.by_posture.get(coming_from, ()), *script.segments), under)


def branches_of(
    library: Library, scripts: Sequence[Script], dose: Dose, limits: Limits, fit: Fit
) -> dict[str, tuple[Segment, ...]]:
    """The settling of every posture, and the easier ways of the scripts."""
    settle = library.scripts[SETTLE]
    branches: dict[str, tuple[Segment, ...]] = {}
    for posture in settle.by_posture:
        way, under = way_of(settle, fit, posture), f"{SETTLE}/{posture}"
        if way is not None:
            making = making_of(way.script, library, dose, limits)
            branches[under] = tuple(chapter_of(making, posture, under))
    for script in scripts:
        making = making_of(script, library, dose, limits)
        for name in easier_ways(script.segments, script):
            under = f"{script.id}/{name}"
            branches[under] = tuple(segments_of(making, script.branches[name], under))
    return branches


def ready_of(library: Library) -> Cue:
    """What is said before a step that is offered again, with two seconds of quiet after it."""
    words = library.words.ready
    lasts = unhurried(words.text, library.speech) + 2000
    return Cue(at=0, kind="ready", lasts=lasts, text=words.text, caption=words.caption)


def check_in_of(library: Library, scripts: Sequence[Script], dose: Dose, limits: Limits) -> CheckIn | None:
    """The questions of the first script that has some; of several caps the lowest holds."""
    asking = [(s, s.check_ins) for s in scripts if s.check_ins and any(map(shakes, s.segments))]
    if not asking:
        return None
    caps = [filled(each.cap, choose(script, dose, limits)).whole for script, each in asking]
    first: CheckIns = asking[0][1]
    return CheckIn(
        first=span(first.first),
        every=span(first.every),
        window=span(first.window),
        cap=min(caps),
        question=question(first.question, library.speech, loud=False),
        again=question(first.again, library.speech, loud=True),
    )


def question(words: Question, speech: Lengths, *, loud: bool) -> Cue:
    """A check-in as a cue."""
    lasts = unhurried(words.text, speech)
    return Cue(at=0, kind="ask", lasts=lasts, text=words.text, caption=words.caption, loud=loud)
