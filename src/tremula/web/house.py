"""The house as its rooms see it: what every page and every endpoint may use. It decides nothing.

A page module has `def routes(house: House) -> list[Door]` (see doors.py) and renders with
`templating.page(request, "today.html", **context)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from starlette.requests import Request

from tremula.actions.ports import Store, Tx, Vault
from tremula.core.failure import Refusal
from tremula.settings import Settings
from tremula.web.assets import Assets
from tremula.web.entry import Entries

if TYPE_CHECKING:
    from jinja2 import Environment

    from tremula.core.exercise.script import Library

Command = TypeVar("Command")
Result = TypeVar("Result")
LOCKED = "Your data is locked. Enter your passphrase to open it."


@dataclass(frozen=True, slots=True)
class Clock:
    """Wall time for the record, monotonic seconds for what expires. Tests bring their own."""

    wall: Callable[[], datetime] = lambda: datetime.now(UTC).astimezone()
    monotonic: Callable[[], float] = monotonic

    def stamp(self) -> str:
        """Now, RFC 3339 with offset, milliseconds."""
        return self.wall().isoformat(timespec="milliseconds")


@dataclass(slots=True)
class House:
    """One vault, its content and its visitors."""

    settings: Settings
    vault: Vault
    open_store: Callable[[Vault], Store]
    read_library: Callable[[], Library]
    templates: Environment
    assets: Assets
    clock: Clock = field(default_factory=Clock)
    entries: Entries = field(default_factory=Entries)
    demo: bool = False
    """An invented person's vault: every page says so."""
    _store: Store | None = None
    _library: Library | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    @property
    def library(self) -> Library:
        """Exercises, parts, poses and texts; read once, at first use."""
        if self._library is None:
            self._library = self.read_library()
        return self._library

    @property
    def store(self) -> Store:
        """The open database; Refusal("locked") while the vault is not open."""
        if self.vault.state != "open":
            raise Refusal("locked", LOCKED)
        if self._store is None:
            self._store = self.open_store(self.vault)
        return self._store

    async def read(self, action: Callable[[Tx, Command], Result], command: Command) -> Result:
        return await self.store.read(action, command)

    async def write(self, action: Callable[[Tx, Command], Result], command: Command) -> Result:
        return await self.store.write(action, command)

    def close(self) -> None:
        """Let every queued write finish, then forget the key."""
        store, self._store = self._store, None
        if store is not None:
            store.close()
        if self.vault.state == "open":
            self.vault.lock()


def house_of(request: Request) -> House:
    """The house that this request came to."""
    house = request.app.state.house
    assert isinstance(house, House)
    return house
