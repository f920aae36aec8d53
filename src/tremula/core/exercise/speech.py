"""How long a text needs to be spoken: a slow reader's pace, or its recorded clip where that is longer.

The pace is the least, because captions are read and a device's own voice may be slower. It speaks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

Lengths = Mapping[str, int]
"""Milliseconds of the recorded clips by `clip_key`, the longest over all speakers."""
NOT_RECORDED: Lengths = MappingProxyType({})
WORDS_A_SECOND = 2.4
BREATH = 500
"""Milliseconds before and after speaking."""
BETWEEN_SENTENCES = 700
GAP = 100
"""Milliseconds that stay quiet between two clips, at the least."""
_SENTENCE_ENDS = re.compile(r"[.?!…:]\s+(?=\S)")


def clip_key(text: str) -> str:
    """The name of a text's clip: the first 16 hex digits of its SHA-256."""
    return sha256(text.encode()).hexdigest()[:16]


def speaking(text: str, recorded: Lengths = NOT_RECORDED) -> int:
    """Milliseconds that saying this takes: 2.4 words a second or its clip, and half a second."""
    if not text:
        return 0
    return max(round(len(text.split()) / WORDS_A_SECOND * 1000), recorded.get(clip_key(text), 0)) + BREATH


def unhurried(text: str, recorded: Lengths = NOT_RECORDED) -> int:
    """The same with room between the sentences, in whole seconds; a clip has its own."""
    room = len(_SENTENCE_ENDS.findall(text)) * BETWEEN_SENTENCES
    longest = max(speaking(text) + room, speaking(text, recorded))
    return -(-longest // 1000) * 1000


def least(text: str, recorded: Lengths = NOT_RECORDED) -> int:
    """Milliseconds that must be free before the next words: the pace with its breath, the clip with a gap."""
    clip = recorded.get(clip_key(text))
    return max(speaking(text), clip + GAP if clip else 0)
