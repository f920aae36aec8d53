"""Addresses that work once, shortly after they were asked for with both halves of the login.

A download goes by an address, and an address alone should not be enough for everything there is.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from tremula.web.entry import digest, new_token

LASTS = 60.0
"""Seconds."""


class Tickets:
    """The one that was asked for last."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._kept: tuple[bytes, float] | None = None

    def give(self) -> str:
        """A new one; the one before it ends."""
        token = new_token()
        self._kept = (digest(token), self._now() + LASTS)
        return token

    def take(self, token: str) -> bool:
        """Whether it holds; it does once."""
        kept = self._kept
        if kept is None or digest(token) != kept[0] or self._now() > kept[1]:
            return False
        self._kept = None
        return True
