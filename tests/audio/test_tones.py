"""The chimes of sound files are those of conformance/sound/tones.json, to which the page is held as well."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest

from tremula.audio.opus import RATE
from tremula.audio.tones import NOTES, note, tone, tones_of, words_after
from tremula.core.session.timeline import Cue

AGREED = json.loads((Path(__file__).parents[2] / "conformance/sound/tones.json").read_text("utf-8"))


def test_the_notes_are_the_agreed_ones() -> None:
    assert {name: [list(each) for each in notes] for name, notes in NOTES.items()} == {
        name: AGREED["notes"][name] for name in NOTES
    }


@pytest.mark.parametrize("case", AGREED["cases"], ids=lambda case: case["why"])
def test_a_cue_gets_the_agreed_tones(case) -> None:
    cue = msgspec.convert(case["cue"], Cue)
    assert [list(each) for each in tones_of(cue)] == case["tones"]
    assert words_after(cue) == case["words_after"]


@pytest.mark.parametrize("hertz", [262, 528, 1457])
def test_a_note_has_its_pitch(hertz: float) -> None:
    samples = note(hertz, 2.0, 0.5)
    peak = int(np.argmax(np.abs(np.fft.rfft(samples, 8 * RATE))))
    assert peak / 8 == pytest.approx(hertz, abs=1)


def test_a_note_rises_within_12_ms_and_fades_to_nothing_without_a_click() -> None:
    samples = np.abs(note(528, 2.6, 0.5))
    assert samples[0] == 0
    assert samples.max() == pytest.approx(0.5, rel=0.02)
    assert abs(int(samples.argmax()) - 0.012 * RATE) < RATE / 528
    assert samples[-50:].max() < 2e-4
    loud = [
        samples[at : at + RATE // 10].max() for at in range(RATE // 20, len(samples) - RATE // 10, RATE // 10)
    ]
    assert loud == sorted(loud, reverse=True)


@pytest.mark.parametrize("name", NOTES)
def test_a_tone_never_clips(name) -> None:
    assert np.abs(tone(name)).max() < 0.7
