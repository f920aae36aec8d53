"""The sound of a session is its timeline: every sample accounted for, every cue within a millisecond."""

from __future__ import annotations

import tracemalloc
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hearing import onset, pcm
from packs import CONTENT

from tremula.actions.render_session import Sound
from tremula.audio.making import make
from tremula.audio.opus import RATE
from tremula.audio.place import Place
from tremula.audio.render import BLOCK, blocks, samples_of
from tremula.audio.render import pcm as bent
from tremula.audio.score import score
from tremula.audio.tones import NOTES, tone
from tremula.audio.voice import open_voice
from tremula.core.session.pieces import moments

VOICE = open_voice(CONTENT)
CLIP = cache(VOICE.clip)
MS = RATE // 1000
SESSIONS = [
    *[((), dose, False) for dose in ("low", "default", "high")],
    *[((id,), "default", False) for id in ("fold", "wall-sit")],
    (("ankles", "butterfly"), "high", True),
]


def made(plan, folder: Path):
    return make(plan, Place(folder), CONTENT, lambda done: None, (".wav",))


def naive(plan_piece, length: int) -> np.ndarray:
    """The same mix in the plainest way: everything added into one array."""
    mixed = np.zeros(length * MS, np.float32)
    for sound in score(plan_piece):
        heard = CLIP(sound.what) if sound.kind == "voice" else tone(sound.what)
        place = mixed[sound.at * MS : sound.at * MS + len(heard)]
        place += heard[: len(place)]
    return mixed


@pytest.mark.parametrize(("ids", "dose", "single"), SESSIONS)
def test_a_session_s_sound_is_its_timeline(plan_of, tmp_path: Path, ids, dose, single) -> None:
    """To the sample as long and as mixed; each clip and chime found within a millisecond; nothing clipped."""
    plan, off, count = plan_of(*ids, dose=dose, single=single), [], 0
    for piece, file in zip(plan.pieces, made(plan, tmp_path).files, strict=True):
        heard = pcm(tmp_path / file.file)
        assert len(heard) == file.samples == sum(segment.length for segment in piece.segments) * MS
        assert np.abs(heard.astype(int)).max() < 32767
        expected = naive(piece, piece.length)
        calm = np.abs(expected) < 0.89
        assert np.abs(heard[calm] - expected[calm] * 32767).max() <= 0.51
        for at, clip in heard_in(piece):
            count += 1
            late = onset(heard, clip, at * MS) - at * MS
            off += [(file.file, at, late)] if abs(late) > MS else []
    assert count > 60
    assert off == []


def heard_in(piece):
    """Every clip and chime with the moment of its cue (ms), from the timeline itself."""
    for at, _, cue in moments(piece):
        if cue.kind == "chime":
            yield at, tone("bell")
        if cue.kind == "breathe":
            yield at, tone("in")
            yield at + cue.inhale, tone("out")
        if cue.text:
            assert cue.kind != "chime", "its words would wait for the bell"
            yield at, CLIP(cue.text)


def test_the_listening_itself_finds_a_clip_that_is_late(plan_of, tmp_path: Path) -> None:
    plan = plan_of("ankles", single=True)
    [file] = made(plan, tmp_path).files
    heard = pcm(tmp_path / file.file)
    at, _, cue = next(moment for moment in moments(plan.pieces[0]) if moment[2].text)
    late = np.concatenate([np.zeros(50, np.int16), heard])
    assert onset(late, CLIP(cue.text), at * MS) - at * MS == 50


def test_what_would_clip_is_bent_and_the_rest_left_alone() -> None:
    wave = np.linspace(-1.9, 1.9, 1001, dtype=np.float32)
    samples = bent(wave.copy())
    assert np.abs(samples.astype(int)).max() < 32767
    assert (np.diff(samples.astype(int)) >= 0).all()
    calm = np.abs(wave) <= 0.9
    assert np.array_equal(samples[calm], np.rint(wave[calm] * 32767).astype(np.int16))


def test_every_word_is_said_to_its_end(plan_of) -> None:
    """No clip runs into the next words, and none is cut off by the end of its file."""
    early = []
    for dose, single in product(("low", "default", "high"), (False, True)):
        for piece in plan_of(dose=dose, single=single).pieces:
            spoken = [sound for sound in score(piece) if sound.kind == "voice"]
            ends = [*(sound.at for sound in spoken[1:]), piece.length]
            for sound, end in zip(spoken, ends, strict=True):
                needs = len(CLIP(sound.what)) / MS
                early += [(sound.what, needs, end - sound.at)] if needs > end - sound.at else []
    assert early == []


def test_blocks_are_joined_without_a_seam() -> None:
    """Sounds that lie across the edges of blocks, begin on them, or end with the piece."""
    name = next(iter(NOTES))
    edge = BLOCK // MS
    score_ = [
        Sound(at, "tone", name) for at in (0, edge - 1, edge, edge + 1, 2 * edge - 1300, 3 * edge - 500)
    ]
    whole = np.concatenate(list(blocks(score_, 3 * edge, VOICE)))
    expected = np.zeros(3 * BLOCK, np.float32)
    for sound in score_:
        place = expected[samples_of(sound.at) :][: len(tone(name))]
        place += tone(name)[: len(place)]
    assert np.array_equal(whole, bent(expected))


def test_a_long_piece_needs_no_more_memory_than_a_short_one() -> None:
    def most(minutes: int) -> int:
        tracemalloc.start()
        ticks = [Sound(at, "tone", "tick") for at in range(0, minutes * 60_000, 1000)]
        count = sum(len(block) for block in blocks(ticks, minutes * 60_000, VOICE))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == minutes * 60 * RATE
        return peak

    most(1)
    assert most(20) < most(2) + 4_000_000
