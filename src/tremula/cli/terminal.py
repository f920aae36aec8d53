"""The keyboard of a terminal, key by key. It gives the terminal back as it was, however it ends."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tremula.core.failure import Refusal

ESCAPE = "\x1b"
ENDING = (signal.SIGTERM, signal.SIGHUP)
"""How a session in a terminal is ended from outside: asked to, or by closing the window."""


@contextmanager
def keys_at_once() -> Iterator[None]:
    """Keys arrive when pressed; Refusal("no-terminal") where nobody can press any."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refusal(
            "no-terminal", "This needs a terminal with a keyboard. Use “tremula simulate” without one."
        )
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    for each in ENDING:
        signal.signal(each, lambda number, frame: sys.exit(128 + number))
    tty.setcbreak(handle)
    try:
        yield
    finally:
        with suppress(termios.error):  # its window may be closed
            termios.tcsetattr(handle, termios.TCSADRAIN, before)


class Gone(Exception):
    """The window with the keyboard was closed."""


class Keyboard:
    """Keys one by one, also when several were pressed at once."""

    def __init__(self) -> None:
        self.waiting: list[str] = []

    def key_within(self, seconds: float) -> str:
        """The next key, or nothing. Raises Gone."""
        handle = sys.stdin.fileno()
        if not self.waiting and select.select([handle], [], [], seconds)[0]:
            self.waiting = keys_of(read(handle).decode(errors="replace"))
        return self.waiting.pop(0) if self.waiting else ""


def read(handle: int) -> bytes:
    """What was pressed; Gone where nothing can be pressed any more."""
    try:
        pressed = os.read(handle, 64)
    except OSError as error:
        raise Gone from error
    if not pressed:
        raise Gone
    return pressed


def say(line: str) -> None:
    """One line, at once; where the window was closed, to nobody: the record goes on without it."""
    try:
        print(line, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def keys_of(text: str) -> list[str]:
    """The keys in what a terminal sent. Arrow keys and the like begin with Escape and count as nothing."""
    return [] if text.startswith(ESCAPE) and len(text) > 1 else list(text)
