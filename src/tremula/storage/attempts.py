"""How often one may guess: five times at once, then with a growing wait.

It never locks anybody out for good.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from tremula.core.failure import Refusal

FREE = 5
LONGEST = 60.0
"""Seconds: enough to make guessing hopeless, short enough for a person who then remembers."""


class Attempts:
    """Wrong tries so far, and until when the next must wait.

    `now` is a clock in seconds that never goes back.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._wrong = 0
        self._wait_until = now()

    def check(self) -> None:
        """Refusal("too-soon") while the wait lasts."""
        left = math.ceil(self._wait_until - self._now())
        if left > 0:
            raise Refusal(
                "too-soon", f"That was wrong a few times. Please wait {left} seconds, then try again."
            )

    def wrong(self) -> None:
        self._wrong += 1
        if self._wrong >= FREE:
            self._wait_until = self._now() + min(2.0 ** min(self._wrong - FREE, 10), LONGEST)

    def right(self) -> None:
        self._wrong = 0
