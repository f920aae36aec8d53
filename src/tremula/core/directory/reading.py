"""What reading one cell may say besides its value: why it means nothing here. It reads none itself."""

from __future__ import annotations

from tremula.core.directory.entry import fold

UNSAID = frozenset(
    (
        *("", "n a", "na", "none", "unknown", "none given", "tbd", "k a", "keine angabe", "varies"),
        *("on request", "auf anfrage", "not stated", "not specified", "null", "nan"),
    )
)
"""What people write into a cell that says nothing."""


class Unreadable(ValueError):
    """A value that means nothing here; the message says what would."""


def unsaid(text: str) -> bool:
    """Whether a cell says nothing at all."""
    return fold(text) in UNSAID


def words_in(text: str) -> frozenset[str]:
    """Words of a list that is written with spaces between."""
    return frozenset(text.split())
