"""Trims samples and brings them to one loudness (EBU R128) under a true peak. It hears no words."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

TARGET = -18.0
"""LUFS, integrated and gated (ITU-R BS.1770-4)."""
CEILING = -3.0
"""dBTP before encoding; what a codec adds on top stays under the promised -1.5."""
SHORTEST = 0.45
"""Seconds; BS.1770 measures in blocks of 0.4 s, so a shorter clip gets quiet at its end."""
QUIET = -48.0
"""dB under the loudest 10 ms; what is softer at the ends is no speech."""
BEFORE, AFTER = 0.03, 0.09
FRAME = 0.01
BLOCK = 1024
"""Samples in a block of AAC; what fills whole blocks comes out of it as long as it went in."""
OVER = 4
PAUSE = 0.7
"""Seconds between two sentences, at the least; who follows with closed eyes needs them."""
SILENT = -40.0
"""dB under the loudest 10 ms; that soft and 80 ms long is a pause."""
LOOK = 0.004
"""Seconds that the limiter looks ahead and back."""


def powers(samples: Samples, step: int) -> NDArray[np.float64]:
    """How loud each frame is, in dB under the loudest."""
    frames = samples[: len(samples) // step * step].reshape(-1, step)
    power = 10 * np.log10((frames.astype(np.float64) ** 2).mean(axis=1) + 1e-12)
    return np.asarray(power - power.max())


def trimmed(samples: Samples, rate: int) -> Samples:
    """The speech with 30 ms before it and 90 ms after it, faded in and out."""
    step = int(rate * FRAME)
    loud = np.flatnonzero(powers(samples, step) > QUIET)
    first = max(0, loud[0] * step - int(rate * BEFORE))
    last = min(len(samples), (loud[-1] + 1) * step + int(rate * AFTER))
    return faded(samples[first:last], int(rate * BEFORE), int(rate * AFTER * 0.6))


def paused(samples: Samples, rate: int, pauses: int) -> Samples:
    """The same with its longest pauses, this many, made as long as a calm speaker's."""
    step = int(rate * FRAME)
    silent = np.concatenate(([False], powers(samples, step) < SILENT, [False]))
    edges = np.flatnonzero(silent[1:] != silent[:-1]).reshape(-1, 2)
    inside = [
        (first, last) for first, last in edges if first and last < len(silent) - 2 and last - first >= 8
    ]
    longest = sorted(inside, key=lambda run: run[0] - run[1])[:pauses]
    for first, last in sorted(longest, reverse=True):
        middle, missing = (first + last) // 2 * step, int(rate * PAUSE) - (last - first) * step
        before, after = faded(samples[:middle], 1, step), faded(samples[middle:], step, 1)
        samples = np.concatenate((before, np.zeros(max(0, missing), np.float32), after))
    return samples


def faded(samples: Samples, up: int, down: int) -> Samples:
    """The same with soft ends."""
    result = samples.copy()
    result[:up] *= np.linspace(0, 1, up, dtype=np.float32)
    result[len(result) - down :] *= np.linspace(1, 0, down, dtype=np.float32)
    return result


def levelled(samples: Samples, rate: int, target: float = TARGET, ceiling: float = CEILING) -> Samples:
    """At a loudness (LUFS), limited (dBTP), and a whole number of codec blocks long.

    In rounds, because limiting takes a little loudness away.
    """
    short = max(int(rate * SHORTEST), -(-len(samples) // BLOCK) * BLOCK)
    result = np.pad(samples, (0, -(-short // BLOCK) * BLOCK - len(samples)))
    for _ in range(4):
        result = limited(result * np.float32(10 ** ((target - loudness(result, rate)) / 20)), rate, ceiling)
    return result


def limited(samples: Samples, rate: int, ceiling: float) -> Samples:
    """No true peak over the ceiling: a gain that looks ahead and moves smoothly."""
    top = 10 ** (ceiling / 20)
    peaks = np.abs(oversampled(samples)).reshape(-1, OVER).max(axis=1)
    if peaks.max() <= top:
        return samples
    from scipy.ndimage import minimum_filter1d

    look = int(rate * LOOK)
    gain = minimum_filter1d(np.minimum(1, top / np.maximum(peaks, 1e-9)), 2 * look + 1)
    window = np.hanning(look + 2)[1:-1]
    smooth = np.convolve(np.pad(gain, look, mode="edge"), window / window.sum(), mode="same")[look:-look]
    return (samples * smooth).astype(np.float32)


def oversampled(samples: Samples) -> Samples:
    """Four times the rate, to see what lies between the samples."""
    from scipy.signal import resample_poly

    result: Samples = resample_poly(samples, OVER, 1).astype(np.float32)
    return result


def true_peak(samples: Samples) -> float:
    """dBTP."""
    return float(20 * np.log10(np.abs(oversampled(samples)).max() + 1e-9))


@cache
def meter(rate: int) -> Any:
    """A loudness meter of BS.1770-4."""
    import pyloudnorm

    return pyloudnorm.Meter(rate)


def loudness(samples: Samples, rate: int) -> float:
    """Integrated loudness in LUFS; quiet is put behind what is shorter than one block."""
    short = int(rate * 0.4) + 1 - len(samples)
    return float(meter(rate).integrated_loudness(np.pad(samples, (0, max(0, short)))))
