"""Sound files being made for a page: one order at a time, in a folder that is emptied after the download.

It makes no sound itself, and nothing of an order outlives its download, the lock or a quarter of an hour.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock, Thread
from typing import Literal, Protocol

from tremula.actions.render_session import SoundPlan
from tremula.core.failure import Refusal
from tremula.core.session.pieces import SoundWords

KEPT = 15 * 60.0
"""Seconds for which finished files wait for their download."""
NOT_HERE = "This program was started without its sound room."
CRASHED = "The sound files could not be made. Please try again."


class Render(Protocol):
    """Makes an order in a folder, waiting; `watch` gets what ends it early."""

    def __call__(
        self,
        plan: SoundPlan,
        ending: str,
        folder: Path,
        *,
        tell: Callable[[float], None],
        watch: Callable[[Callable[[], None]], None],
    ) -> Path: ...


@dataclass(slots=True)
class Order:
    """One order and how far it is."""

    id: str
    folder: Path
    state: Literal["working", "ready", "failed"] = "working"
    done: float = 0.0
    file: Path | None = None
    words: str = ""
    given_up: bool = False
    stop: Callable[[], None] = lambda: None

    def tell(self, done: float) -> None:
        self.done = done

    def watch(self, stop: Callable[[], None]) -> None:
        """How to end the work; at once, where nobody wants it any more."""
        self.stop = stop
        if self.given_up:
            stop()


@dataclass(slots=True)
class SoundFiles:
    """The only order there is, and who makes it."""

    read_words: Callable[[], SoundWords] | None = None
    render: Render | None = None
    has_encoder: Callable[[], bool] = lambda: False
    monotonic: Callable[[], float] = lambda: 0.0
    order: Order | None = None
    _until: float = 0.0
    _turn: RLock = field(default_factory=RLock)

    @property
    def words(self) -> SoundWords:
        """What only sound files say."""
        if self.read_words is None:
            raise Refusal("no-sound", NOT_HERE)
        return self.read_words()

    def begin(self, plan: SoundPlan, ending: str) -> Order:
        """Begin an order beside the server; one that was there before is given up."""
        if self.render is None:
            raise Refusal("no-sound", NOT_HERE)
        with self._turn:
            self.forget()
            folder = Path(tempfile.mkdtemp(prefix="tremula-sound-"))
            order = self.order = Order(secrets.token_urlsafe(16), folder)
            Thread(target=self.work, args=(order, plan, ending, self.render), daemon=True).start()
            return order

    def work(self, order: Order, plan: SoundPlan, ending: str, render: Render) -> None:
        """In a thread: wait for the files."""
        try:
            order.file = render(plan, ending, order.folder, tell=order.tell, watch=order.watch)
            order.state = "ready"
        except Refusal as refusal:
            order.state, order.words = "failed", refusal.words
        except BaseException:
            order.state, order.words = "failed", CRASHED
            raise
        finally:
            self._until = self.monotonic() + KEPT
            if order.given_up or order.state == "failed":
                shutil.rmtree(order.folder, ignore_errors=True)

    def of(self, id: str) -> Order:
        """The order with this id. Refusal "not-found" when it is gone."""
        with self._turn:
            order = self.order
            if order is not None and order.state != "working" and self.monotonic() > self._until:
                self.forget()
            if self.order is None or not secrets.compare_digest(self.order.id.encode(), id.encode()):
                raise Refusal("not-found", "These sound files are gone. Make them again.")
            return self.order

    def forget(self) -> None:
        """End what is being made and remove what was made."""
        with self._turn:
            order, self.order = self.order, None
        if order is not None:
            order.given_up = True
            order.stop()
            shutil.rmtree(order.folder, ignore_errors=True)

    def look(self) -> None:
        """Remove what nobody came for."""
        with self._turn:
            order = self.order
            if order is not None and order.state != "working" and self.monotonic() > self._until:
                self.forget()
