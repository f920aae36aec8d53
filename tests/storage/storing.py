"""What the tests of storage share: a cheap vault, invented rows, a stand-in for the system's keyring."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from tremula.actions.ports import Appended, EventRow, SessionRow, Tx
from tremula.core.session.timeline import Chapter, Cue, Segment, Timeline
from tremula.storage.argon import Cost
from tremula.storage.keyrings import Keyring
from tremula.storage.vault import Vault


def timeline_of(length: int) -> bytes:
    """The smallest session there can be."""
    step = Segment("step", "ankles", "Ankles", "lying", length, ())
    cue = Cue(0, "ready", 1000)
    made = Timeline("default", (Chapter("ankles", "Ankles"),), (step,), {"settle/lying": (step,)}, cue)
    return msgspec.json.encode(made)


CHEAP = Cost(memory=64, passes=1)
PASSPHRASE = "aspen leaves in the wind"
OTHER = "birch bark and river stones"


class FakeBackend:
    """A keyring in memory, with the three calls of the package `keyring`."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, secret: str) -> None:
        self.kept[service, name] = secret

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


class Hand:
    """A clock that is moved by hand, in seconds."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def vault_at(directory: Path, **more: Any) -> Vault:
    return Vault(directory, **({"cost": CHEAP, "keyring": Keyring(FakeBackend())} | more))


def session_row(id: str = "s1", **more: Any) -> SessionRow:
    values: dict[str, Any] = {
        "id": id,
        "person": "owner",
        "begun": "2026-11-22T16:22:31+01:00",
        "exercises": ("ankles", "calves"),
        "dose": "default",
        "timeline": timeline_of(60_000),
    } | more
    hash = sha256(values["timeline"]).hexdigest()
    return SessionRow(**({"timeline_hash": hash} | values))


def event_row(seq: int, **more: Any) -> EventRow:
    values = {
        "device": "phone",
        "seq": seq,
        "wall": "2026-11-22T16:22:31+01:00",
        "at": seq * 1000,
        "kind": "fine",
        "body": {"by": "person"},
        "schema": 1,
        "previous": "" if seq == 1 else f"hash of {seq - 1}",
        "hash": f"hash of {seq}",
    }
    return EventRow(**(values | more))


def add(tx: Tx, row: SessionRow) -> None:
    tx.add_session(row, b"a hash of a token", "2026-11-23T16:22:31+01:00")


def append(tx: Tx, command: tuple[str, Sequence[EventRow]]) -> Appended:
    return tx.append(*command)


def events(tx: Tx, session: str) -> Sequence[EventRow]:
    return tx.events(session)
