"""The house as its rooms see it: what every page and every endpoint may use. It decides nothing.

A page module has `def routes(house: House) -> list[Door]` (see doors.py) and renders with
`page(request, "today.html", **context)` (see page.py).
"""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.requests import Request

from tremula.actions.ports import Store, Tx, Vault
from tremula.core.failure import Refusal
from tremula.settings import Settings
from tremula.web.assets import Assets
from tremula.web.entry import Entries
from tremula.web.keeping import Keeping
from tremula.web.running import Running
from tremula.web.sound_files import SoundFiles
from tremula.web.templating import Templates
from tremula.web.tickets import Tickets
from tremula.web.voices import Voices

if TYPE_CHECKING:
    from tremula.actions.archive_desk import ArchiveDesk
    from tremula.actions.directory_desk import Desk
    from tremula.core.exercise.script import Library
    from tremula.core.guidance import Guidance
    from tremula.core.questionnaire.form import Form
    from tremula.core.questionnaire.plug_in import Shelf
    from tremula.core.questionnaire.report import Entry
    from tremula.core.safety.rules import SafetyRules

Command = TypeVar("Command")
Result = TypeVar("Result")
IDLE = 15 * 60.0
"""Seconds without anybody after which the vault locks itself."""
FRESH = 5 * 60.0
"""Seconds for which a passphrase that was given is enough for what leaves tremula or lets somebody in."""
AGAIN = "Please give your passphrase once more: this takes your data out of tremula, or lets somebody in."
LOCKED = "Your data is locked. Enter your passphrase to open it."


@dataclass(frozen=True, slots=True)
class Clock:
    """Wall time for the record, monotonic seconds for what expires. Tests bring their own."""

    wall: Callable[[], datetime] = lambda: datetime.now(UTC).astimezone()
    monotonic: Callable[[], float] = monotonic
    shown: Callable[[datetime], datetime] = lambda moment: moment.replace(tzinfo=None).astimezone()
    """The same hour of its day with the offset of that day: summer time may begin or end until then."""

    def stamp(self) -> str:
        """Now, RFC 3339 with offset, milliseconds."""
        return self.wall().isoformat(timespec="milliseconds")


@dataclass(slots=True)
class House:
    """One vault, its content and its visitors."""

    settings: Settings
    vault: Vault
    open_store: Callable[[], Store]
    read_library: Callable[[], Library]
    read_guidance: Callable[[], Guidance]
    read_safety: Callable[[], SafetyRules]
    read_forms: Callable[[], Shelf]
    make_fhir: Callable[[Mapping[str, Form], Mapping[str, Sequence[Entry]], str], dict[str, Any]]
    """Filled-in questionnaires as a FHIR bundle: (forms, entries by form, now)."""
    assets: Assets
    templates: Templates
    clock: Clock = field(default_factory=Clock)
    entries: Entries = field(default_factory=Entries)
    running: Running = field(default_factory=Running)
    keeping: Keeping = field(default_factory=Keeping)
    voices: Voices = field(default_factory=Voices)
    sound_files: SoundFiles = field(default_factory=SoundFiles)
    directory: Desk | None = None
    archive: ArchiveDesk | None = None
    tickets: Tickets = field(default_factory=Tickets)
    demo: bool = False
    """An invented person's vault: every page says so."""
    last_seen: float = 0.0
    """When somebody who is let in last asked for something (monotonic seconds)."""
    looked_for: Mapping[str, str] = field(default_factory=dict)
    """What was last searched for in the directory: here and nowhere else, until locking."""
    proved: float | None = None
    """When the passphrase or the recovery code was last given (monotonic seconds)."""
    _store: Store | None = None
    _library: Library | None = None
    _guidance: Guidance | None = None
    _safety: SafetyRules | None = None
    _forms: Shelf | None = None
    _turn: RLock = field(default_factory=RLock)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    @property
    def state(self) -> str:
        """new, locked or open; open only when the record can be read."""
        state = self.vault.state
        return "locked" if state == "open" and self._store is None else state

    @property
    def library(self) -> Library:
        """Exercises, parts, poses and texts; read once, at first use."""
        with self._turn:
            if self._library is None:
                self._library = self.read_library()
            return self._library

    @property
    def guidance(self) -> Guidance:
        """What the public pages show; read once, at first use."""
        with self._turn:
            if self._guidance is None:
                self._guidance = self.read_guidance()
            return self._guidance

    @property
    def safety(self) -> SafetyRules:
        """The rules of screening, dose and gates; read once, at first use."""
        with self._turn:
            if self._safety is None:
                self._safety = self.read_safety()
            return self._safety

    @property
    def forms(self) -> Shelf:
        """The questionnaires; read once, at first use."""
        with self._turn:
            if self._forms is None:
                self._forms = self.read_forms()
            return self._forms

    @property
    def store(self) -> Store:
        """The open database; Refusal("locked") while there is none."""
        if self._store is None:
            raise Refusal("locked", LOCKED)
        return self._store

    async def read(self, action: Callable[[Tx, Command], Result], command: Command) -> Result:
        return await self.store.read(action, command)

    async def write(self, action: Callable[[Tx, Command], Result], command: Command) -> Result:
        return await self.store.write(action, command)

    async def open(self, unlock: Callable[..., Result], *secrets: object) -> Result:
        """Open the vault in one of its ways, and the database with it; takes a second, beside the loop."""
        return await to_thread(self.open_now, unlock, *secrets)

    def open_now(self, unlock: Callable[..., Result], *secrets: object) -> Result:
        """The same, waiting."""
        with self._turn:
            result = unlock(*secrets)
            if self._store is None:
                self._open_store()
            self.seen()
            if unlock != self.vault.unlock_with_keyring:
                self.proved = self.clock.monotonic()
            return result

    def _open_store(self) -> None:
        try:
            self._store = self.open_store()
        except BaseException:
            self.vault.lock()
            raise

    async def open_with_keyring(self) -> None:
        """Open a locked vault where this computer keeps its key; else leave it."""
        if self.state == "locked" and self.vault.has_keyring:
            await self.open(self.vault.unlock_with_keyring)

    def keep_copies(self) -> None:
        """Make a copy of the record where one is wanted or due; waits."""
        store = self._store
        if store is not None and not self.demo:
            self.keeping.look(store)

    def lock(self) -> None:
        """Let every queued write finish, keep a copy, forget the key and every login."""
        with self._turn:
            self.proved = None
            self.entries.forget()
            self.sound_files.forget()
            if self.keeping.wanted or self.keeping.forgetting:
                self.keep_copies()
            self._close_store()
            self.vault.lock()

    def erase(self) -> None:
        """Remove the vault from the disk; the folder stays ours."""
        with self._turn:
            self.sound_files.forget()
            self._close_store()
            self.vault.erase()
            self.vault.claim()

    def close(self) -> None:
        """The end: everything saved, the key forgotten, the folder free for another."""
        with self._turn:
            self.lock()
            self.vault.close()

    def _close_store(self) -> None:
        self.looked_for = {}
        if self.archive is not None:
            self.archive.close()
        if self.directory is not None:
            self.directory.close()
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def seen(self) -> None:
        """Somebody who is let in is there."""
        self.last_seen = self.clock.monotonic()

    def refuse_unproved(self) -> None:
        """Refusal("proof") where there is a passphrase and nobody gave it in the last minutes."""
        recently = self.proved is not None and self.clock.monotonic() - self.proved < FRESH
        if not (recently or self.demo) and self.vault.has_passphrase:
            raise Refusal("proof", AGAIN)

    def may_lock_itself(self) -> bool:
        """Nobody has been there for a while, no session is running, and a passphrase would be asked for."""
        idle = self.clock.monotonic() - self.last_seen
        asks = not (self.demo or self.vault.has_keyring)
        busy = self.running.any() or (self.directory is not None and self.directory.under_way())
        return self.state == "open" and asks and idle >= IDLE and not busy

    def day_from_now(self) -> str:
        """When an append token of now expires, RFC 3339."""
        return (self.clock.wall() + timedelta(hours=24)).isoformat(timespec="seconds")

    def launch_address(self) -> str:
        """An address that lets a browser in, once, within a minute."""
        return f"{self.origin}/#launch={self.entries.launch()}"


def house_of(request: Request) -> House:
    """The house that this request came to."""
    house = request.app.state.house
    assert isinstance(house, House)
    return house
