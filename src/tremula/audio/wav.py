"""RIFF WAVE: 16-bit mono PCM written in blocks, with title and marks behind the sound. It reads nothing.

After "Multimedia Programming Interface and Data Specifications 1.0" (1991): LIST/INFO, cue, LIST/adtl.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from struct import pack
from typing import BinaryIO

from tremula.actions.render_session import Mark
from tremula.audio.render import Pcm


def write(
    file: BinaryIO,
    count: int,
    blocks: Iterable[Pcm],
    *,
    rate: int,
    tags: Mapping[str, str],
    marks: Sequence[Mark] = (),
) -> None:
    """A whole file of exactly `count` samples; `tags` by their INFO ids (INAM title, IPRD album, …)."""
    behind = info(tags) + cue_points(marks)
    data = 2 * count
    file.write(b"RIFF" + pack("<I", 4 + 24 + 8 + data + len(behind)) + b"WAVE")
    file.write(chunk(b"fmt ", pack("<HHIIHH", 1, 1, rate, 2 * rate, 2, 16)))
    file.write(b"data" + pack("<I", data))
    written = 0
    for block in blocks:
        file.write(block.astype("<i2", copy=False).tobytes())
        written += len(block)
    assert written == count, "the header has said how many samples there are"
    file.write(behind)


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk, filled up to an even length."""
    return name + pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def info(tags: Mapping[str, str]) -> bytes:
    """LIST/INFO."""
    return chunk(b"LIST", b"INFO" + b"".join(chunk(id.encode(), text(tag)) for id, tag in tags.items()))


def text(words: str) -> bytes:
    """As these chunks hold texts."""
    return words.encode() + b"\0"


def cue_points(marks: Sequence[Mark]) -> bytes:
    """Places one can jump to, with their names."""
    if not marks:
        return b""
    numbered = list(enumerate(marks, 1))
    points = (pack("<II4sIII", id, at, b"data", 0, 0, at) for id, (at, _) in numbered)
    labels = (chunk(b"labl", pack("<I", id) + text(name)) for id, (_, name) in numbered)
    head = chunk(b"cue ", pack("<I", len(numbered)) + b"".join(points))
    return head + chunk(b"LIST", b"adtl" + b"".join(labels))
