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


def key_within(seconds: float) -> str:
    """The key pressed, or nothing. Arrow keys and the like begin with Escape and count as nothing."""
    handle = sys.stdin.fileno()
    if not select.select([handle], [], [], seconds)[0]:
        return ""
    pressed = os.read(handle, 32).decode(errors="replace")
    return pressed if len(pressed) == 1 else ""
