"""Backups: snapshots of the record under the same key, each proved by its content.

It never counts an unproved one.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from sqlalchemy.exc import DBAPIError

from tremula.core.failure import Refusal
from tremula.storage import places
from tremula.storage.digest import Holding, holdings, manifest_key
from tremula.storage.header import header_path, read_header
from tremula.storage.retention import STAMP, to_drop

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tremula.storage.database import Database
    from tremula.storage.writer import Writer

DUE_AFTER = timedelta(hours=24)
DRILL_AFTER = timedelta(days=30)
CLOCK = timedelta(minutes=1)
"""Copies made within the same seconds are stamped one second after the other."""


class Snapshot(Struct, frozen=True, forbid_unknown_fields=True):
    """One backup: when it was made (UTC stamp), and what it holds."""

    made: str
    tables: dict[str, Holding]


class Proof(Struct, frozen=True, forbid_unknown_fields=True):
    """A restore drill: which backup, when it was tried, and what was wrong (nothing, if all is well)."""

    snapshot: str
    tried: str
    faults: tuple[str, ...] = ()


class Backups:
    """The folder `backups` of one vault."""

    def __init__(self, vault: Path, database: Database, key: bytes) -> None:
        self._vault = vault
        self._database = database
        self._mark_key = manifest_key(key)
        self.directory = vault / "backups"
        self._owed = self.directory / "forget-older"

    def names(self) -> Sequence[str]:
        """The stamps of all backups, newest first."""
        return sorted((path.stem for path in self.directory.glob("*Z.db")), reverse=True)

    def due(self, now: datetime | None = None) -> bool:
        """Whether the newest backup is older than a day; a clock that was set back makes none look new."""
        now = now or datetime.now(UTC)
        made = (datetime.strptime(name, STAMP).replace(tzinfo=UTC) for name in self.names())
        newest = next((each for each in made if each <= now + CLOCK), None)
        return newest is None or now - newest >= DUE_AFTER

    def take(self, writer: Writer, copy_to: Path | None = None) -> Snapshot:
        """A new snapshot, proved and kept; older ones are thinned to 7 days, 4 weeks, 12 months."""
        taken = writer.between(self._copy)
        kept = self._keep(*taken)
        for name in to_drop(self.names()):
            if name != kept.made:  # after the clock was set back it may be older than others of its day
                self._drop(name)
        if copy_to is not None:
            self.copy(kept.made, copy_to)
        return kept

    def forget_others(self, made: str) -> None:
        """Keep this backup only: the others still hold what was deleted before it was made."""
        for name in self.names():
            if name != made:
                self._drop(name)
        self._owed.unlink(missing_ok=True)

    @property
    def owes_forgetting(self) -> bool:
        """Whether something was deleted and no copy without it could be made yet, also before a restart."""
        return self._owed.exists()

    def owe_forgetting(self) -> None:
        """Note it on the disk; where that fails, the caller's own memory has to do."""
        with suppress(OSError):
            places.make_private(self.directory)
            self._owed.touch()

    def drill_due(self, now: datetime | None = None) -> bool:
        """Whether the last restore drill is older than a month, or found faults."""
        last = self.last_proof()
        if last is None or last.faults:
            return True
        return (now or datetime.now(UTC)) - datetime.fromisoformat(last.tried) >= DRILL_AFTER

    def before_migration(self, connection: Connection) -> None:
        """A proved snapshot of the old schema; Refusal("disk-full") when there is too little room."""
        self._keep(*self._copy(connection))

    def _copy(self, connection: Connection) -> tuple[Path, Snapshot]:
        places.make_private(self.directory)
        self._refuse_full_disk()
        made = self._free_stamp()
        with connection.begin():
            held = holdings(connection, self._mark_key)
        partial = self.directory / "partial.db"
        for rest in self.directory.glob("partial*"):
            rest.unlink()
        try:
            self._database.snapshot(connection, partial)
        except Refusal:
            partial.unlink(missing_ok=True)  # where room is short, half a copy must not take it
            raise
        return partial, Snapshot(made, held)

    def _keep(self, partial: Path, snapshot: Snapshot) -> Snapshot:
        faults = self._compare(partial, snapshot)
        if faults:
            partial.unlink()
            raise Refusal(
                "backup-failed", f"The backup was not good and was not kept: {'; '.join(faults[:3])}."
            )
        partial.chmod(0o600)
        places.flush_file(partial)
        header = header_path(self._vault).read_bytes()
        places.write_durably(self.directory / "header.json", header)
        places.write_durably(self._manifest(snapshot.made), msgspec.json.encode(snapshot))
        partial.replace(self.path(snapshot.made))
        places.flush_directory(self.directory)
        return snapshot

    def _compare(self, copy: Path, snapshot: Snapshot) -> list[str]:
        """What differs between a copy and what it should hold."""
        database = self._database.opened(copy)
        try:
            with database.writer() as connection:
                faults = database.faults(connection)
                there = holdings(connection, self._mark_key)
                connection.rollback()
                database.settle(connection)
        except DBAPIError as error:
            return [database.told(error).words]
        finally:
            database.close()
        names = sorted(snapshot.tables.keys() | there.keys())
        return faults + [f"{name} differs" for name in names if snapshot.tables.get(name) != there.get(name)]

    def copy(self, made: str, target: Path) -> None:
        """Copy one backup, with the header that opens it, to a second folder."""
        places.make_private(target)
        for path in (self._manifest(made), self.path(made), self.directory / "header.json"):
            places.write_durably(target / path.name, path.read_bytes())

    def prove(self, made: str | None = None) -> Proof:
        """The restore drill: open a copy of a backup in a folder of its own and compare all it holds.

        Without a name the newest. Refusal("no-backup") when there is none. The result is kept in proof.json.
        """
        name = made or next(iter(self.names()), None)
        if name is None or not self.path(name).exists():
            raise Refusal("no-backup", "There is no backup to try yet.")
        for killed in self._vault.glob("drill-*.new"):
            shutil.rmtree(killed)
        with tempfile.TemporaryDirectory(dir=self._vault, prefix="drill-", suffix=".new") as drill:
            faults = self._try_out(name, Path(drill))
        proof = Proof(name, datetime.now(UTC).isoformat(timespec="seconds"), tuple(faults))
        places.write_durably(self.directory / "proof.json", msgspec.json.encode(proof))
        return proof

    def _try_out(self, name: str, drill: Path) -> list[str]:
        copy = drill / "app.db"
        shutil.copy(self.path(name), copy)
        try:
            read_header(self.directory / "header.json")
            snapshot = msgspec.json.decode(self._manifest(name).read_bytes(), type=Snapshot)
            return self._compare(copy, snapshot)
        except (Refusal, msgspec.MsgspecError, FileNotFoundError) as error:
            return [str(error)]

    def last_proof(self) -> Proof | None:
        """The result of the last drill."""
        path = self.directory / "proof.json"
        return msgspec.json.decode(path.read_bytes(), type=Proof) if path.exists() else None

    def path(self, made: str) -> Path:
        return self.directory / f"{made}.db"

    def _manifest(self, made: str) -> Path:
        return self.directory / f"{made}.json"

    def _free_stamp(self) -> str:
        now = datetime.now(UTC)
        while self.path(now.strftime(STAMP)).exists():
            now += timedelta(seconds=1)
        return now.strftime(STAMP)

    def _drop(self, made: str) -> None:
        self.path(made).unlink()
        self._manifest(made).unlink(missing_ok=True)

    def _refuse_full_disk(self) -> None:
        if shutil.disk_usage(self.directory).free < 2 * self._database.size():
            raise Refusal(
                "disk-full", "There is too little room on the disk for a backup. Please make room first."
            )
