"""What the actions ask of the outside. Storage, clocks and content stand behind these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from tremula.core.archive.lines import Line
from tremula.core.session.record import Event

Command = TypeVar("Command")
Result = TypeVar("Result")


class SessionRow(Struct, frozen=True):
    """A session as kept: its compiled timeline goes with it, by hash."""

    id: str
    person: str
    begun: str
    """Wall time of the begin, RFC 3339 with offset."""
    exercises: tuple[str, ...]
    dose: str
    timeline: bytes
    """The compiled timeline, JSON."""
    timeline_hash: str
    end: str = "open"
    """finished, stopped, silent, left or open."""
    ended: str = ""
    demo: bool = False


EventRow = Event


class AnswerRow(Struct, frozen=True):
    """What a person said about themselves at one moment; `session` is empty while it belongs to none."""

    id: str
    kind: str
    at: str
    """Wall time, RFC 3339 with offset."""
    body: Mapping[str, Any]
    session: str = ""


class EntryRow(Struct, frozen=True):
    """A journal entry as it reads now; `session` is empty while it belongs to none."""

    id: str
    made: str
    """Wall time, RFC 3339 with offset."""
    kind: str
    """free, after or hard."""
    prompt: str = ""
    """The words it began from, if any."""
    session: str = ""
    changed: str = ""
    text: str = ""


class VersionRow(Struct, frozen=True):
    """How an entry read at the end of one sitting. Within it, a higher `seq` is later."""

    entry: str
    sitting: str
    seq: int
    at: str
    text: str


class FoundEntry(Struct, frozen=True):
    """An entry in which words were found, and the place in it: plain, found, plain, found … in turns."""

    entry: EntryRow
    around: Sequence[str]


class Appended(Struct, frozen=True):
    """What became of a batch: `durable_through` is the highest seq without a gap before it."""

    durable_through: int
    conflicts: tuple[int, ...] = ()


class Counted(Struct, frozen=True):
    """What became of the records of an archive."""

    new: int = 0
    same: int = 0
    """Here already, with the same content."""
    other: int = 0
    """Here with another content: both are kept."""

    def plus(self, new: int = 0, same: int = 0, other: int = 0) -> Counted:
        """So many more."""
        return Counted(self.new + new, self.same + same, self.other + other)


class Merging(Protocol):
    """An archive on its way into the vault. Its kinds come in their order, then `finish`."""

    fresh: set[str]
    """Sessions that were not here before."""
    touched: set[str]
    """Sessions that were, and have new events."""

    def keep(self, kind: str, lines: Iterable[Line]) -> Counted: ...
    def finish(self) -> None: ...


class Journal(Protocol):
    """The journal inside one savepoint."""

    def save(self, entry: EntryRow, version: VersionRow) -> int:
        """Keep how the entry reads in this sitting; the highest seq kept. An older one changes nothing.

        An entry that is not there yet is made; of one that is, only the text changes.
        """
        ...

    def entry(self, id: str) -> EntryRow | None: ...
    def entries(self, before: str = "", most: int = 0) -> Sequence[EntryRow]:
        """Newest first; `before` (RFC 3339) leaves out what is newer, `most` (0: all) ends the list."""
        ...

    def versions(self, id: str) -> Sequence[VersionRow]:
        """Oldest first; the last is how it reads now."""
        ...

    def find(self, query: str, inside: Sequence[str], most: int) -> Sequence[FoundEntry]:
        """By an FTS5 query, then others that hold all of `inside`; each newest first."""
        ...

    def forget_versions(self, id: str) -> None:
        """Only how it reads now stays."""
        ...

    def delete(self, id: str) -> None:
        """The entry with its history and its words in the index."""
        ...


class Tx(Protocol):
    """One savepoint of the writer's transaction."""

    @property
    def journal(self) -> Journal: ...
    def lines(self, kind: str) -> Iterator[Line]:
        """Every record of a kind (core.archive.lines.KINDS), in an order that is always the same."""
        ...

    def merging(self) -> Merging:
        """Begin to bring an archive in."""
        ...

    def forget_other(self, kind: str, key: str, content: str) -> bool:
        """What an import brought beside goes; whether it was there."""
        ...

    def add_session(self, row: SessionRow, append_token_hash: bytes, token_expires: str) -> None:
        """Keep a new session; an id that exists raises Refusal("exists")."""
        ...

    def session(self, id: str) -> SessionRow | None: ...
    def sessions(self) -> Sequence[SessionRow]:
        """All sessions, newest first."""
        ...

    def prepared(self) -> Mapping[str, str]:
        """Sessions without any event, by id: when their append token expires. They were never begun."""
        ...

    def events(self, session: str) -> Sequence[EventRow]:
        """The record in order of (at, device, seq); conflicting twins are not in it."""
        ...

    def append(self, session: str, rows: Sequence[EventRow]) -> Appended:
        """Idempotent by (session, device, seq); other content under a used seq is kept beside and told."""
        ...

    def durable_through(self, session: str, device: str) -> int: ...
    def end_session(self, id: str, end: str, ended: str) -> None: ...
    def append_token(self, session: str) -> tuple[bytes, str] | None:
        """The hash of the session's append token and when it expires."""
        ...

    def replace_append_token(self, session: str, token_hash: bytes, expires: str) -> None: ...
    def delete_session(self, id: str) -> None: ...
    def erase(self) -> None:
        """Delete every row of every person."""
        ...

    def keep_answer(self, row: AnswerRow) -> None:
        """Keep what was said; the same id again replaces it."""
        ...

    def answers(self, *kinds: str, since: str = "") -> Sequence[AnswerRow]:
        """All answers of these kinds, oldest first; `since` (RFC 3339) leaves out what is older."""
        ...

    def answer(self, id: str) -> AnswerRow | None: ...

    def join_answer(self, id: str, session: str) -> None:
        """An answer that was given before its session now belongs to it, and goes with it."""
        ...

    def delete_answer(self, id: str) -> None: ...
    def setting(self, key: str) -> Any: ...
    def settings(self) -> Mapping[str, Any]: ...
    def put_setting(self, key: str, value: Any) -> None: ...


class Store(Protocol):
    """The open database. An action is a synchronous function `(tx, command) -> result`."""

    async def write(self, action: Callable[[Tx, Command], Result], command: Command) -> Result:
        """Run it in the writer's transaction; answers only after the commit."""
        ...

    async def read(self, action: Callable[[Tx, Command], Result], command: Command) -> Result: ...
    def write_sync(self, action: Callable[[Tx, Command], Result], command: Command) -> Result: ...
    def read_sync(self, action: Callable[[Tx, Command], Result], command: Command) -> Result: ...
    def copy_due(self) -> bool:
        """Whether the newest copy of the record is older than a day."""
        ...

    def keep_copy(self, *, forget_older: bool) -> None:
        """Make a proved copy beside the record; Refusal("disk-full", "backup-failed")."""
        ...

    def close(self) -> None: ...


class Vault(Protocol):
    """The folder that holds a person's encrypted data. Wrong keys and used folders are Refusals."""

    @property
    def state(self) -> str:
        """new, locked or open."""
        ...

    @property
    def has_passphrase(self) -> bool: ...
    @property
    def has_keyring(self) -> bool: ...
    @property
    def keyring_available(self) -> bool: ...
    @property
    def recovery_confirmed(self) -> bool: ...

    def claim(self) -> None:
        """Own the folder until `close`; Refusal("vault-in-use")."""
        ...

    def create(self, passphrase: str | None, keyring: bool) -> str:
        """Make the vault, leave it open and return the recovery code."""
        ...

    def unlock(self, passphrase: str) -> None:
        """Raises Refusal("wrong-passphrase", "too-soon"). An open vault stays open."""
        ...

    def unlock_with_recovery(self, code: str) -> None: ...
    def unlock_with_keyring(self) -> None: ...
    def change_passphrase(self, old: str | None, new: str) -> None: ...
    def new_recovery_code(self, passphrase: str | None) -> str: ...
    def confirm_recovery(self, code: str) -> None: ...
    def use_keyring(self, wanted: bool) -> None: ...
    def derive_key(self, info: str) -> bytes:
        """A key of 32 bytes for one purpose; Refusal("locked")."""
        ...

    def lock(self) -> None:
        """Forget the key; the store must be closed before. The folder stays claimed."""
        ...

    def close(self) -> None:
        """Lock, and let another process have the folder."""
        ...

    def erase(self) -> None: ...
