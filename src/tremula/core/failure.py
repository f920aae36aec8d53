"""The two kinds of failure that are part of normal life; everything else crashes loudly."""

from __future__ import annotations

from dataclasses import dataclass


class Refusal(Exception):
    """Something the person asked for cannot be done; the words say why and how to mend it.

    `code` is a short, stable name that the wire and tests use (for instance "locked", "unknown-exercise").
    """

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words


@dataclass(frozen=True, slots=True)
class Problem:
    """A piece of something read that is wrong: where it stands, what is wrong, and the way out."""

    where: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.where}:{self.line}: {self.what}"
