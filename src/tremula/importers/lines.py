"""A stream as lines, counted, so that reading can go on at the same byte. It keeps one line at a time."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from tremula.core.failure import Refusal
from tremula.importers.limits import PIECE, Counted

LONGEST = 1 << 20
"""Bytes of one line."""
ENDLESS = 16 * LONGEST
"""What is dropped of one line before the file is no table at all."""
HEAD = 1 << 16
BOM = codecs.BOM_UTF8
WESTERN = "cp1252"


class Lines:
    """Lines with their ends. `offset` and `line` stand behind the line that was given last."""

    def __init__(
        self, stream: Counted, encoding: str, offset: int = 0, line: int = 0, *, end: bytes = b"\n"
    ) -> None:
        self.stream = stream
        self.encoding = encoding
        self.end = end
        self.offset = offset
        self.line = line
        self.odd = False
        """Whether the line that was given last is written otherwise than the file's begin."""
        if offset:
            stream.skip_to(offset)

    def raw(self) -> Iterator[bytes]:
        """The lines as bytes; an empty one stands for a line over 1 MB. Refusal("long-line")."""
        rest, dropped = b"", 0
        while piece := self.stream.read(PIECE):
            parts = (rest + piece).split(self.end)
            rest = parts.pop()
            for part in parts:
                yield self._count(part + self.end, dropped)
                dropped = 0
            if len(rest) > LONGEST:
                rest, dropped = b"", dropped + len(rest)
            if dropped > ENDLESS:
                raise Refusal("long-line", f"Line {self.line + 1} does not end. This is no table.")
        if rest or dropped:
            yield self._count(rest, dropped)

    def __iter__(self) -> Iterator[str]:
        begin = self.line == 0
        for raw in self.raw():
            text = self._decoded(raw.removeprefix(BOM) if begin else raw)
            begin = False
            yield text

    def _decoded(self, raw: bytes) -> str:
        """A line in UTF-8, else in the usual Western encoding; `odd` where that may be wrong."""
        self.odd = False
        try:
            return raw.decode()
        except UnicodeDecodeError:
            text = raw.decode(WESTERN, "replace")
            self.odd = self.encoding != WESTERN or "\ufffd" in text
            return text

    def _count(self, raw: bytes, dropped: int) -> bytes:
        self.offset += len(raw) + dropped
        self.line += 1
        return b"" if dropped else raw


def end_of(head: bytes) -> bytes:
    """How lines end: an old kind of table has only carriage returns."""
    return b"\r" if b"\r" in head and b"\n" not in head else b"\n"


def encoding_of(head: bytes) -> str:
    """What most lines of the file's begin fit: UTF-8, else the usual Western one; Refusal("encoding")."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in head:
        raise Refusal("encoding", "This is no table of plain text. Save it as “CSV UTF-8” and try again.")
    lines = [line for line in head.split(b"\n") if not line.isascii()]
    odd = sum(not is_utf8(line) for line in (lines[:-1] if len(lines) > 1 else lines))
    return WESTERN if odd * 2 > len(lines) else "utf-8"


def is_utf8(line: bytes) -> bool:
    """Whether bytes are UTF-8, as far as they go."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(line)
    except UnicodeDecodeError:
        return False
    return True
