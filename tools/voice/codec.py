"""Ogg Opus and AAC in MP4, and back to samples to measure what a listener gets. It changes no loudness."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

Samples = NDArray[np.float32]

CODECS: dict[str, tuple[str, str, str, int, dict[str, str]]] = {
    "opus": ("opus", "ogg", "libopus", 22_000, {"application": "audio", "frame_duration": "20", "vbr": "on"}),
    "aac": ("m4a", "ipod", "aac", 20_000, {"aac_coder": "twoloop"}),
}
"""Folder: ending, container, encoder, bits a second, options."""


def encoded(samples: Samples, rate: int, codec: str) -> bytes:
    """The samples as one small file, without a date or an encoder's settings in it."""
    _, container, encoder, bits, options = CODECS[codec]
    file = io.BytesIO()
    with av.open(file, "w", format=container, options={"fflags": "+bitexact"}) as out:
        stream: Any = out.add_stream(encoder, rate=rate, options=options | {"flags": "+bitexact"})
        stream.bit_rate, stream.layout = bits, "mono"
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate, frame.pts = (
            rate,
            0,
        )  # with a time, the encoder tells the padding that it puts first
        resampler = AudioResampler(stream.format, "mono", rate, stream.frame_size or None)
        for piece in [*resampler.resample(frame), *resampler.resample(None), None]:
            out.mux(stream.encode(piece))
    return file.getvalue()


def decoded(file: bytes | Path, rate: int) -> Samples:
    """Mono samples at this rate."""
    source = io.BytesIO(file) if isinstance(file, bytes) else str(file)
    resampler = AudioResampler("fltp", "mono", rate)
    pieces = []
    with av.open(source) as packed:
        for frame in packed.decode(audio=0):
            pieces += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
    pieces += [piece.to_ndarray()[0] for piece in resampler.resample(None)]
    return np.concatenate(pieces).astype(np.float32)
