"""The recorded voices that can be served: their speakers, and the one list of files that may be had.

It reads manifests and never makes a clip; what is not listed does not exist, whatever an address says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

KINDS = {"opus": (".opus", "audio/ogg"), "aac": (".m4a", "audio/mp4")}
"""Codec → what its files end in, and their content type."""


class Clip(msgspec.Struct, frozen=True):
    """One spoken text: how long it is."""

    ms: int


class Manifest(msgspec.Struct, frozen=True):
    """As much of a speaker's manifest as a page needs. `clips` by the first 16 hex of SHA-256 of the text."""

    name: str
    voice: str
    clips: dict[str, Clip]


class Speaker(msgspec.Struct, frozen=True):
    """Who can be heard. `version` changes with the recordings, so that addresses may be kept for ever."""

    speaker: str
    name: str
    voice: str
    language: str
    version: str


class Voices:
    """The speakers in one folder, `<language>/<speaker>/`; read at the first need."""

    def __init__(self, find_folder: Callable[[], Path | None] = lambda: None) -> None:
        self.find_folder = find_folder

    @cached_property
    def manifests(self) -> dict[Speaker, Manifest]:
        """Every speaker with a manifest, by language and name."""
        folder = self.find_folder()
        paths = sorted(folder.glob("*/*/manifest.json")) if folder else []
        return dict(_read(path) for path in paths)

    @property
    def speakers(self) -> list[Speaker]:
        """Who can be heard."""
        return list(self.manifests)

    @cached_property
    def files(self) -> dict[str, Path]:
        """`<language>/<speaker>/<codec>/<key>.<ext>` → the file, for every clip that is there."""
        folder = self.find_folder()
        return dict(self._listed(folder)) if folder else {}

    def _listed(self, folder: Path) -> Iterator[tuple[str, Path]]:
        for speaker, manifest in self.manifests.items():
            for codec, (ending, _) in KINDS.items():
                base = f"{speaker.language}/{speaker.speaker}/{codec}"
                there = {path.name for path in (folder / base).glob(f"*{ending}")}
                names = [key + ending for key in manifest.clips]
                yield from ((f"{base}/{name}", folder / base / name) for name in names if name in there)

    def told(self) -> list[dict[str, Any]]:
        """Speakers with the length of each of their clips in ms, as JSON takes it."""
        return [
            {**msgspec.to_builtins(speaker), "clips": {key: clip.ms for key, clip in manifest.clips.items()}}
            for speaker, manifest in self.manifests.items()
        ]


def _read(path: Path) -> tuple[Speaker, Manifest]:
    text = path.read_bytes()
    manifest = msgspec.json.decode(text, type=Manifest)
    version = sha256(text).hexdigest()[:12]
    language, speaker = path.parent.parts[-2:]
    return Speaker(speaker, manifest.name, manifest.voice, language, version), manifest
