"""The chimes of a session as samples: the notes and envelopes of the page's chimes.js. It plays nothing.

conformance/sound/tones.json holds both to the same notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import numpy as np

from tremula.audio.opus import RATE, Samples
from tremula.core.session.timeline import Cue

Tone = Literal["bell", "tick", "in", "out"]
Note = tuple[float, float, float, float]
"""Begins so many s after the tone, Hz, seconds until it has faded, loudness 0 to 1."""

NOTES: Mapping[Tone, Sequence[Note]] = {
    "bell": ((0, 528, 2.6, 0.5), (0, 1457, 1.1, 0.12)),
    "tick": ((0, 660, 0.14, 0.25),),
    "in": ((0, 330, 1.4, 0.16),),
    "out": ((0, 262, 1.8, 0.16),),
}
RISE = 0.012
"""Seconds until a note has its loudness."""
AFTER_BELL = 700
FLOOR = 0.0001
"""Loudness at which a note begins and ends."""


def tones_of(cue: Cue) -> list[tuple[Tone, int]]:
    """A spoken cue's tones, each with the milliseconds after the cue at which it begins (sounds.js)."""
    if cue.kind in ("chime", "ready"):
        return [("bell", 0)]
    if cue.kind == "count":
        return [("tick", 0)]
    if cue.kind == "breathe" and cue.inhale:
        return [("in", 0), ("out", cue.inhale)]
    return []


def words_after(cue: Cue) -> int:
    """Milliseconds between a cue and its words (sounds.js)."""
    return AFTER_BELL if cue.kind in ("chime", "ready") else 0


@cache
def tone(name: Tone) -> Samples:
    """All notes of a tone, mono at 24 kHz; not to be written to."""
    notes = [(round(after * RATE), note(hertz, seconds, loud)) for after, hertz, seconds, loud in NOTES[name]]
    mixed = np.zeros(max(at + len(samples) for at, samples in notes), np.float32)
    for at, samples in notes:
        mixed[at : at + len(samples)] += samples
    mixed.setflags(write=False)
    return mixed


def note(hertz: float, seconds: float, loudness: float) -> Samples:
    """A sine that rises in a straight line and fades exponentially, as Web Audio's ramps do."""
    time = np.arange(round(seconds * RATE)) / RATE
    rising = FLOOR + (loudness - FLOOR) * time / RISE
    fading = loudness * (FLOOR / loudness) ** ((time - RISE) / (seconds - RISE))
    envelope = np.where(time < RISE, rising, fading)
    return (np.sin(2 * np.pi * hertz * time) * envelope).astype(np.float32)
