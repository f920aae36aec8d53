"""Ogg Opus comes out exact to the sample, and what is damaged is refused."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from packs import PACK

from tremula.audio.opus import RATE, BadClip, decode

CLIPS = json.loads((PACK / "manifest.json").read_text("utf-8"))["clips"]


def file_of(key: str) -> bytes:
    return (PACK / "opus" / f"{key}.opus").read_bytes()


@pytest.mark.parametrize("key", list(CLIPS)[::12])
def test_a_clip_is_as_long_as_its_manifest_says(key: str) -> None:
    assert -(-len(decode(file_of(key))) * 1000 // RATE) == CLIPS[key]["ms"]


@pytest.mark.parametrize("key", list(CLIPS)[::24])
def test_a_clip_begins_and_ends_quietly_and_is_loud_between(key: str) -> None:
    samples = decode(file_of(key))
    assert np.abs(samples[:24]).max() < 0.02, "the encoder's lead-in is cut off where it ends"
    assert np.abs(samples[-24:]).max() < 0.02
    assert 0.1 < np.abs(samples).max() < 1


@pytest.mark.parametrize("where", ["begin", "middle", "end"])
def test_a_clip_that_breaks_off_is_refused(where: str) -> None:
    whole = file_of(next(iter(CLIPS)))
    kept = {"begin": 20, "middle": len(whole) // 2, "end": len(whole) - 1}[where]
    with pytest.raises(BadClip):
        decode(whole[:kept])


def test_any_changed_byte_is_found() -> None:
    whole = file_of(next(iter(CLIPS)))
    chance = random.Random(7)
    for _ in range(60):
        at = chance.randrange(len(whole))
        with pytest.raises(BadClip):
            decode(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])


@pytest.mark.parametrize("junk", [b"", b"RIFF" + bytes(100), bytes(4096)])
def test_what_is_no_ogg_is_refused(junk: bytes) -> None:
    with pytest.raises(BadClip):
        decode(junk)
