"""A stream as lines, counted, so that reading can go on at the same byte. It keeps one line at a time."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from tremula.core.failure import Refusal
from tremula.importers.limits import PIECE, Counted

LONGEST = 1 << 20
"""Bytes of one line."""
HEAD = 1 << 16


class Lines:
    """Lines with their ends. `offset` and `line` stand behind the line that was given last."""

    def __init__(self, stream: Counted, encoding: str, offset: int = 0, line: int = 0) -> None:
        self.stream = stream
        self.encoding = encoding
        self.offset = offset
        self.line = line
        if offset:
            stream.skip_to(offset)

    def raw(self) -> Iterator[bytes]:
        """The lines as bytes; Refusal("long-line")."""
        rest = b""
        while piece := self.stream.read(PIECE):
            parts = (rest + piece).split(b"\n")
            rest = parts.pop()
            for part in parts:
                yield self._count(part + b"\n")
            if len(rest) > LONGEST:
                raise Refusal("long-line", f"Line {self.line + 1} is longer than 1 MB. This is no table.")
        if rest:
            yield self._count(rest)

    def __iter__(self) -> Iterator[str]:
        for raw in self.raw():
            yield raw.decode(self.encoding, "replace")

    def _count(self, raw: bytes) -> bytes:
        self.offset += len(raw)
        self.line += 1
        return raw


def encoding_of(head: bytes) -> str:
    """UTF-8 where that fits the begin of the file, else the usual Western one; Refusal("encoding")."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in head:
        raise Refusal("encoding", "This is no table of plain text. Save it as “CSV UTF-8” and try again.")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
