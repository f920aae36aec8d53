"""Listens to a sound file as somebody would who knows the clips: where does each one begin?"""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tremula.audio.opus import RATE

AROUND = RATE // 10
"""Samples before and after the expected place in which an onset is looked for."""


def pcm(path: Path) -> NDArray[np.int16]:
    """All samples, read by the standard library."""
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return np.frombuffer(file.readframes(file.getnframes()), np.int16)


def onset(heard: NDArray, clip: NDArray, expected: int) -> int:
    """The sample at which the clip fits best (normalised correlation), within 100 ms of its place."""
    first = max(0, expected - AROUND)
    window = heard[first : expected + AROUND + len(clip)].astype(np.float64)
    clip = clip[: len(window)].astype(np.float64)
    size = 1 << (len(window) + len(clip)).bit_length()
    fits = np.fft.irfft(np.fft.rfft(window, size) * np.conj(np.fft.rfft(clip, size)), size)
    lags = fits[: min(2 * AROUND, len(window) - len(clip) + 1)]
    energy = np.concatenate([[0.0], np.cumsum(window**2)])
    power = energy[len(clip) : len(clip) + len(lags)] - energy[: len(lags)]
    return first + int(np.argmax(lags / np.sqrt(power + 1e-9)))
