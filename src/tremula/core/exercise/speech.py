"""How long a calm voice needs for a text. It speaks nothing; its numbers are a slow reader's."""

from __future__ import annotations

import re

WORDS_A_SECOND = 2.4
BREATH = 500
"""Milliseconds before and after speaking."""
BETWEEN_SENTENCES = 700
_SENTENCE_ENDS = re.compile(r"[.?!…:]\s+(?=\S)")


def speaking(text: str) -> int:
    """Milliseconds that saying this takes: 2.4 words a second and half a second."""
    return round(len(text.split()) / WORDS_A_SECOND * 1000) + BREATH if text else 0


def unhurried(text: str) -> int:
    """The same with room between the sentences, in whole seconds."""
    room = len(_SENTENCE_ENDS.findall(text)) * BETWEEN_SENTENCES
    return -(-(speaking(text) + room) // 1000) * 1000
