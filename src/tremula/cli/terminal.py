"""The keyboard of a terminal, key by key. It gives the terminal back as it was, however it ends."""

from __future__ import annotations

import os
import select
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

from tremula.core.failure import Refusal

ESCAPE = "\x1b"


@contextmanager
def keys_at_once() -> Iterator[None]:
    """Keys arrive when pressed; Refusal("no-terminal") where nobody can press any."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refusal(
            "no-terminal", "This needs a terminal with a keyboard. Use “tremula simulate” without one."
        )
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    tty.setcbreak(handle)
    try:
        yield
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


class Keyboard:
    """Keys one by one, also when several were pressed at once."""

    def __init__(self) -> None:
        self.waiting: list[str] = []

    def key_within(self, seconds: float) -> str:
        """The next key, or nothing."""
        handle = sys.stdin.fileno()
        if not self.waiting and select.select([handle], [], [], seconds)[0]:
            self.waiting = keys_of(os.read(handle, 64).decode(errors="replace"))
        return self.waiting.pop(0) if self.waiting else ""


def keys_of(text: str) -> list[str]:
    """The keys in what a terminal sent. Arrow keys and the like begin with Escape and count as nothing."""
    return [] if text.startswith(ESCAPE) and len(text) > 1 else list(text)
