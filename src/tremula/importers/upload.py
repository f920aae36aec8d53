"""A file that lies in pieces, as a stream that can be read and sought. It knows nothing of where they lie."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from tremula.importers.limits import Source


class Pieces(io.RawIOBase):
    """Pieces of `side` bytes each, the last one shorter."""

    def __init__(self, size: int, side: int, piece: Callable[[int], bytes]) -> None:
        self.size, self.side, self.piece = size, side, piece
        self.at = 0
        self.held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self.at = max(0, begin + offset)
        return self.at

    def tell(self) -> int:
        return self.at

    def readinto(self, buffer: Any) -> int:
        number, inside = divmod(self.at, self.side)
        if self.held[0] != number:
            self.held = (number, self.piece(number))
        part = self.held[1][inside : inside + len(buffer)]
        buffer[: len(part)] = part
        self.at += len(part)
        return len(part)


def uploaded(name: str, size: int, side: int, piece: Callable[[int], bytes]) -> Source:
    """An uploaded file as a source."""
    return Source(name, size, lambda: cast(BinaryIO, io.BufferedReader(Pieces(size, side, piece))))
