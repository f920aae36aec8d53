"""Reads how long the recorded clips are, from the manifests under voice/. It opens no clip."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tremula.core.failure import Problem

MANIFESTS = "voice/*/*/manifest.json"


class Clip(msgspec.Struct, frozen=True):
    """What the compiler must know of one clip: the text, and its milliseconds."""

    text: str
    ms: int


class Manifest(msgspec.Struct, frozen=True):
    """One speaker's clips by `clip_key`."""

    clips: dict[str, Clip]


def read_speech(root: Path) -> tuple[dict[str, int], list[Problem]]:
    """Milliseconds of each recorded text by its `clip_key`, the longest over all speakers; and problems."""
    longest, problems = dict[str, int](), list[Problem]()
    for path in sorted(root.glob(MANIFESTS)):
        where = path.relative_to(root).as_posix()
        try:
            manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
        except msgspec.MsgspecError as error:
            problems.append(Problem(where, 1, f"{error}; this file is made by “make voice”, make it anew"))
            continue
        for key, clip in manifest.clips.items():
            longest[key] = max(clip.ms, longest.get(key, 0))
    return longest, problems
