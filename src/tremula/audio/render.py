"""Mixes a score to samples, block by block. However long the piece, it holds one block of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tremula.actions.render_session import Sound
from tremula.audio.opus import RATE, Samples
from tremula.audio.tones import tone
from tremula.audio.voice import Voice

Pcm = NDArray[np.int16]

BLOCK = 10 * RATE
KNEE, TOP = 0.9, 0.99
"""Below the knee nothing is changed; above, a peak is bent so that it never passes the top."""
FULL = 32767


def samples_of(ms: int) -> int:
    """Whole samples: 24 a millisecond."""
    return ms * RATE // 1000


def blocks(score: Sequence[Sound], length: int, voice: Voice) -> Iterator[Pcm]:
    """`length` ms of 16-bit mono at 24 kHz, in blocks of at most 10 s; each sound begins on its sample."""
    waiting, sounding, end = deque(score), list[tuple[int, Samples]](), samples_of(length)
    for begin in range(0, end, BLOCK):
        block = np.zeros(min(BLOCK, end - begin), np.float32)
        until = begin + len(block)
        while waiting and samples_of(waiting[0].at) < until:
            sound = waiting.popleft()
            sounding.append((samples_of(sound.at), samples(sound, voice)))
        for at, heard in sounding:
            lay(block, at - begin, heard)
        sounding = [(at, heard) for at, heard in sounding if at + len(heard) > until]
        yield pcm(block)


def samples(sound: Sound, voice: Voice) -> Samples:
    """What is heard of one sound."""
    return voice.clip(sound.what) if sound.kind == "voice" else tone(sound.what)


def lay(block: Samples, at: int, heard: Samples) -> None:
    """Add what falls into a block of a sound that begins at sample `at` of it (before it: negative)."""
    first, last = max(at, 0), min(at + len(heard), len(block))
    block[first:last] += heard[first - at : last - at]


def pcm(block: Samples) -> Pcm:
    """16-bit samples; peaks over the knee are bent, so that none is cut off."""
    loud = np.abs(block) > KNEE
    if loud.any():
        over = (np.abs(block[loud]) - KNEE) / (TOP - KNEE)
        block[loud] = np.sign(block[loud]) * (KNEE + (TOP - KNEE) * np.tanh(over))
    return np.rint(block * FULL).astype(np.int16)
