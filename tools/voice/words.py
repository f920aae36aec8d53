"""Compares what was said with what was heard, word by word. It knows no sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

LONG = 4
"""Words from which on a text counts as a sentence; shorter ones are listed one by one."""
ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
SAME = {
    "alright": "all right",
    "okay": "ok",
    "practise": "practice",
    "centimeters": "centimetres",
    "cm": "centimetres",
}


class Rate(NamedTuple):
    """Word errors over the words that were said."""

    errors: int
    words: int

    @property
    def percent(self) -> float:
        return 100 * self.errors / max(1, self.words)


def plain(text: str) -> list[str]:
    """The words in small letters, numbers as words, without marks."""
    said = re.sub(r"[’']", "", text.lower())
    found = re.findall(r"[a-z]+|\d+", said)
    named = (ONES[int(word)] if word.isdigit() and int(word) < len(ONES) else word for word in found)
    return " ".join(SAME.get(word, word) for word in named).split()


def errors(said: list[str], heard: list[str]) -> int:
    """The least number of words put in, left out or changed (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for place, word in enumerate(said, 1):
        last, row[0] = row[0], place
        for other, found in enumerate(heard, 1):
            last, row[other] = row[other], min(row[other] + 1, row[other - 1] + 1, last + (word != found))
    return row[-1]


def rate(clips: Iterable[Mapping[str, Any]], codec: str) -> Rate:
    """The word errors over every text of four words or more."""
    pairs = [(plain(clip["text"]), plain(clip["heard"][codec])) for clip in clips]
    long = [(said, heard) for said, heard in pairs if len(said) >= LONG]
    return Rate(sum(errors(said, heard) for said, heard in long), sum(len(said) for said, _ in long))


def is_short(text: str) -> bool:
    """Whether a text has fewer than four words."""
    return len(plain(text)) < LONG
