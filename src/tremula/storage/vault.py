"""The vault: who may open the record, and the one data key while it is open.

It never touches the record itself.
"""

from __future__ import annotations

import secrets
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from tremula.core.failure import Refusal
from tremula.storage import keys, recovery, slots
from tremula.storage.argon import PRODUCTION, Cost
from tremula.storage.attempts import Attempts
from tremula.storage.erasing import erase_files
from tremula.storage.header import (
    VERSION,
    Header,
    Slot,
    SlotType,
    check_mac,
    encode,
    header_path,
    read_header,
    signed,
    twin_path,
    write_header,
    write_twin,
)
from tremula.storage.keyrings import Keyring, system_keyring
from tremula.storage.lockfile import Claim
from tremula.storage.passphrases import check_passphrase
from tremula.storage.places import (
    make_private,
    refuse_network_drive,
    refuse_shared_folder,
    write_and_flush,
    write_durably,
)
from tremula.storage.telling import locked

State = Literal["new", "locked", "open"]


class Vault:
    """One folder of one person's record. `cost` and `keyring` are given by tests; `now` counts seconds."""

    def __init__(
        self,
        directory: Path,
        *,
        cost: Cost = PRODUCTION,
        keyring: Keyring | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.directory = directory
        self._cost = cost
        self._given_keyring = keyring
        self._attempts = Attempts(now)
        self._claim = Claim(directory)
        self._turn = threading.RLock()
        self._key: bytearray | None = None
        self._by: SlotType | None = None

    @property
    def state(self) -> State:
        """new (nothing there), locked, or open."""
        if self._key is not None:
            return "open"
        there = (header_path(self.directory), twin_path(self.directory), self.database_path)
        return "locked" if any(path.exists() for path in there) else "new"

    @property
    def database_path(self) -> Path:
        return self.directory / "app.db"

    @property
    def fresh_path(self) -> Path:
        """A file that says: this vault is new, its database may be made.

        Without it a missing one is a loss.
        """
        return self.directory / "fresh"

    @property
    def backups(self) -> Path:
        return self.directory / "backups"

    @property
    def id(self) -> str:
        return self._header().vault_id

    @property
    def has_passphrase(self) -> bool:
        return any(slot.type == "passphrase" for slot in self._header().slots)

    @property
    def has_keyring(self) -> bool:
        return any(slot.type == "keyring" for slot in self._header().slots)

    @property
    def recovery_confirmed(self) -> bool:
        """Whether the person typed the present recovery code back."""
        return any(slot.type == "recovery" and slot.confirmed for slot in self._header().slots)

    @property
    def keyring_available(self) -> bool:
        """Whether this computer has a keyring of its own."""
        return self._keyring() is not None

    def claim(self) -> None:
        """Own the folder until `close` or the process ends.

        Refusal("vault-in-use", "network-drive", "shared-folder", "folder").
        """
        try:
            refuse_shared_folder(self.directory)
            make_private(self.directory)
            refuse_network_drive(self.directory)
            self._claim.take()
        except OSError as error:
            words = f"The folder {self.directory} cannot be used ({error.strerror}). Choose another one."
            raise Refusal("folder", words) from error

    def create(self, passphrase: str | None, keyring: bool) -> str:
        """Make the vault, leave it open, and return the recovery code, to be shown once.

        Refusal("exists", "weak-passphrase", "no-keyring", "no-secret", "vault-in-use").
        """
        with self._turn:
            if self.state != "new":
                raise Refusal("exists", "There is a vault here already. Unlock it, or choose another folder.")
            if passphrase is None and not keyring:
                raise Refusal(
                    "no-secret", "Please choose a passphrase, or let this computer's keyring keep the key."
                )
            if passphrase is not None:
                check_passphrase(passphrase)
            self.claim()
            _no_core_dumps()
            return self._make(passphrase, keyring)

    def _make(self, passphrase: str | None, keyring: bool) -> str:
        vault_id, data_key, code = (
            uuid.uuid4().hex,
            bytearray(secrets.token_bytes(keys.KEY)),
            recovery.new_code(),
        )
        made = [self._recovery_slot(vault_id, data_key, code)]
        if passphrase is not None:
            made.append(self._passphrase_slot(vault_id, data_key, passphrase))
        if keyring:
            made.append(self._keyring_slot(vault_id, data_key))
        write_and_flush(self.fresh_path, b"")
        header = signed(Header(VERSION, vault_id, tuple(made)), data_key)
        write_header(self.directory, header)
        write_twin(self.directory, header)
        self._key, self._by = data_key, made[-1].type
        return code

    def unlock(self, passphrase: str) -> None:
        """Refusal("wrong-passphrase", "too-soon", "header-damaged", "vault-in-use")."""
        self._open("passphrase", slots.passphrase_bytes(passphrase))

    def unlock_with_recovery(self, code: str) -> None:
        """As `unlock`; Refusal("recovery-mistyped") for no code at all, "wrong-recovery" for another."""
        self._open("recovery", recovery.read(code))

    def unlock_with_keyring(self) -> None:
        """Refusal("no-keyring") where this computer does not keep the key."""
        keyring = self._keyring() if self.has_keyring else None
        secret = keyring.get(self.id) if keyring else None
        if secret is None:
            raise _no_keyring()
        self._open("keyring", secret)

    def _open(self, kind: SlotType, secret: bytes) -> None:
        with self._turn:
            if self.state == "new":
                raise Refusal("no-vault", "There is no vault here yet.")
            self.claim()
            _no_core_dumps()
            self._key, self._by = self._prove(kind, secret), kind

    def _prove(self, kind: SlotType, secret: bytes) -> bytearray:
        """The data key by a secret, checked against the header; wrong tries are counted."""
        self._attempts.check()
        header = self._header()
        opened = (
            slots.open_slot(slot, header.vault_id, secret) for slot in header.slots if slot.type == kind
        )
        data_key = next((key for key in opened if key is not None), None)
        if data_key is None:
            self._attempts.wrong()
            raise _wrong(kind)
        check_mac(header, data_key)
        self._attempts.right()
        return data_key

    def lock(self) -> None:
        """Forget the data key. The folder stays claimed; the store must be closed before."""
        with self._turn:
            keys.forget(self._key)
            self._key = self._by = None

    def close(self) -> None:
        """Lock, and let another process have the folder."""
        self.lock()
        self._claim.release()

    def derive_key(self, info: str) -> bytes:
        """A key for one purpose, such as "db"; Refusal("locked")."""
        return keys.derive(self._data_key(), f"{info}|{self.id}")

    def change_passphrase(self, old: str | None, new: str) -> None:
        """Take a new passphrase; the record is not encrypted anew.

        `old` may be None only where there is none yet, or where the recovery code opened the vault.
        The new slot is written and proved before the old one goes; a power cut leaves one of them working.
        """
        with self._turn:
            check_passphrase(new)
            data_key = self._authorised(old)
            header = self._header()
            slot = self._passphrase_slot(header.vault_id, data_key, new)
            self._add_then_drop(header, slot, data_key, slots.passphrase_bytes(new))

    def new_recovery_code(self, passphrase: str | None) -> str:
        """A new code, to be shown once; the old one ends with it.

        `passphrase` as `old` in `change_passphrase`.
        """
        with self._turn:
            data_key = self._authorised(passphrase)
            header, code = self._header(), recovery.new_code()
            slot = self._recovery_slot(header.vault_id, data_key, code)
            self._add_then_drop(header, slot, data_key, recovery.read(code))
            return code

    def confirm_recovery(self, code: str) -> None:
        """Keep in mind that the person has the code; Refusal("recovery-mistyped", "wrong-recovery")."""
        with self._turn:
            keys.forget(self._prove("recovery", recovery.read(code)))
            data_key, header = self._data_key(), self._header()
            confirmed = tuple(_confirmed(slot) for slot in header.slots)
            self._write(msgspec.structs.replace(header, slots=confirmed), data_key)

    def use_keyring(self, wanted: bool) -> None:
        """Let this computer's keyring open the vault, or no longer. Without a passphrase it stays needed."""
        with self._turn:
            data_key, header = self._data_key(), self._header()
            others = tuple(slot for slot in header.slots if slot.type != "keyring")
            if not wanted and not self.has_passphrase:
                raise Refusal(
                    "no-secret", "Please choose a passphrase first: otherwise nothing would open the vault."
                )
            added = (self._keyring_slot(header.vault_id, data_key),) if wanted else ()
            self._write(msgspec.structs.replace(header, slots=others + added), data_key)
            if not wanted and (keyring := self._keyring()):
                keyring.remove(header.vault_id)

    def erase(self) -> None:
        """Destroy the keys, then every file of the vault; Refusal("not-erased") names what is left.

        Needs no passphrase: whoever may decide that is asked before. The store must be closed.
        """
        with self._turn:
            self.claim()
            self._erase_from_keyring()
            self.lock()
            erase_files(self.directory)
            self._claim.release()

    def _erase_from_keyring(self) -> None:
        # A damaged header names no entry, a locked keyring keeps it: without the header it opens nothing.
        with suppress(Refusal):
            if self.has_keyring and (keyring := self._keyring()):
                keyring.remove(self.id)

    def _add_then_drop(self, header: Header, slot: Slot, data_key: bytearray, secret: bytes) -> None:
        self._write(msgspec.structs.replace(header, slots=(*header.slots, slot)), data_key)
        if slots.open_slot(slot, header.vault_id, secret) != data_key:
            raise RuntimeError("a new slot did not open; the old one is kept")
        kept = tuple(one for one in header.slots if one.type != slot.type)
        self._write(msgspec.structs.replace(header, slots=(*kept, slot)), data_key)

    def _write(self, header: Header, data_key: bytearray) -> None:
        header = signed(header, data_key)
        write_header(self.directory, header)
        check_mac(read_header(header_path(self.directory)), data_key)
        write_twin(self.directory, header)
        if self.backups.is_dir():
            write_durably(self.backups / "header.json", encode(header))

    def _authorised(self, passphrase: str | None) -> bytearray:
        data_key = self._data_key()
        if passphrase is not None:
            keys.forget(self._prove("passphrase", slots.passphrase_bytes(passphrase)))
        elif self.has_passphrase and self._by != "recovery":
            raise _wrong("passphrase")
        return data_key

    def _data_key(self) -> bytearray:
        if self._key is None:
            raise locked()
        return self._key

    def _header(self) -> Header:
        return read_header(header_path(self.directory))

    def _keyring(self) -> Keyring | None:
        if self._given_keyring is None:
            self._given_keyring = system_keyring()
        return self._given_keyring

    def _passphrase_slot(self, vault_id: str, data_key: bytearray, passphrase: str) -> Slot:
        secret = slots.passphrase_bytes(passphrase)
        return slots.seal_slot("passphrase", vault_id, data_key, secret, created=_today(), cost=self._cost)

    def _recovery_slot(self, vault_id: str, data_key: bytearray, code: str) -> Slot:
        secret = recovery.read(code)
        return slots.seal_slot("recovery", vault_id, data_key, secret, created=_today(), confirmed=False)

    def _keyring_slot(self, vault_id: str, data_key: bytearray) -> Slot:
        keyring = self._keyring()
        if keyring is None:
            raise _no_keyring()
        secret = secrets.token_bytes(keys.KEY)
        keyring.put(vault_id, secret)
        if keyring.get(vault_id) != secret:
            raise _no_keyring()
        return slots.seal_slot("keyring", vault_id, data_key, secret, created=_today())


def _confirmed(slot: Slot) -> Slot:
    return msgspec.structs.replace(slot, confirmed=True) if slot.type == "recovery" else slot


def _today() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _no_core_dumps() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _wrong(kind: SlotType) -> Refusal:
    if kind == "recovery":
        return Refusal("wrong-recovery", "This is a recovery code, but not of this vault, or no longer.")
    if kind == "keyring":
        return Refusal(
            "no-keyring",
            "This computer's keyring has a key, but not of this vault. Please use the passphrase.",
        )
    return Refusal(
        "wrong-passphrase", "That is not the passphrase of this vault. Nothing was lost; try again."
    )


def _no_keyring() -> Refusal:
    return Refusal(
        "no-keyring", "This computer has no keyring that holds the key. Please use the passphrase."
    )
