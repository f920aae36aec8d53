"""Which sessions are under way, so that nothing is locked beneath them. It knows ids and times only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

SILENCE = 90 * 60.0
"""Seconds: the longest session with the longest pause may send nothing for so long."""


@dataclass(slots=True)
class Running:
    """Sessions by id, with the monotonic second until which each counts as running."""

    monotonic: Callable[[], float] = monotonic
    until: dict[str, float] = field(default_factory=dict)

    def saw(self, id: str, end: str | None = None) -> None:
        """A sign of life; `end` is the session's end, when it has one."""
        if end in (None, "open"):
            self.until[id] = self.monotonic() + SILENCE
        else:
            self.until.pop(id, None)

    def gone(self, id: str) -> None:
        """Deleted."""
        self.until.pop(id, None)

    def any(self) -> bool:
        """Whether anybody may be practising now."""
        now = self.monotonic()
        return any(until > now for until in self.until.values())
