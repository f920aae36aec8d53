"""The vault's header: which secrets open it, sealed against change. It never holds a key in clear.

Two marks guard it: `sum` tells damage before anybody doubts a passphrase; `mac`, under the data key,
tells tampering.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from tremula.core.failure import Refusal
from tremula.storage import keys
from tremula.storage.argon import Cost
from tremula.storage.places import write_durably

VERSION = 1
SlotType = Literal["passphrase", "recovery", "keyring"]


class Slot(Struct, frozen=True, forbid_unknown_fields=True):
    """The data key, sealed under one secret."""

    id: str
    type: SlotType
    salt: bytes
    cost: Cost | None
    nonce: bytes
    wrapped: bytes
    created: str
    confirmed: bool = True
    """Whether a recovery code was typed back by the person."""


class Header(Struct, frozen=True, forbid_unknown_fields=True):
    """What header.json holds."""

    v: int
    vault_id: str
    slots: tuple[Slot, ...]
    mac: bytes = b""
    sum: str = ""


def header_path(directory: Path) -> Path:
    """Where the header lies."""
    return directory / "header.json"


def twin_path(directory: Path) -> Path:
    """The copy beside it, for the case that the first is lost."""
    return directory / "header.json.1"


def read_header(path: Path) -> Header:
    """The header of a file, its damage told; whether it was tampered with is known only with the data key."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise _missing(path) from error
    try:
        version = msgspec.json.decode(raw, type=_Version).v
        if version > VERSION:
            raise Refusal("newer-vault", "This vault was made by a newer tremula. Please install that one.")
        header = msgspec.json.decode(raw, type=Header)
    except msgspec.MsgspecError as error:
        raise _damaged(f"The key file {path} cannot be read.") from error
    if header.v != VERSION or header.sum != _sum(header):
        raise _damaged(f"The key file {path} was changed or damaged.")
    return header


class _Version(Struct):
    v: int


def signed(header: Header, data_key: bytes | bytearray) -> Header:
    """The header with both marks made new."""
    marked = msgspec.structs.replace(header, mac=_mac(header, data_key))
    return msgspec.structs.replace(marked, sum=_sum(marked))


def check_mac(header: Header, data_key: bytes | bytearray) -> None:
    """Refusal("header-damaged") when anything in it is not as the owner of the data key wrote it."""
    if not keys.same(header.mac, _mac(header, data_key)):
        raise _damaged("The key file of this vault was changed by something else than tremula.")


def write_header(directory: Path, header: Header) -> None:
    """Put a new header in place; the one before stays as header.json.1 until `write_twin`."""
    path = header_path(directory)
    if path.exists():
        write_durably(twin_path(directory), path.read_bytes())
    write_durably(path, encode(header))


def write_twin(directory: Path, header: Header) -> None:
    """Let the copy be the same as the header: an older one would open with a secret that was given up."""
    write_durably(twin_path(directory), encode(header))


def encode(header: Header) -> bytes:
    """The header as it is written: JSON that a person can look at."""
    return msgspec.json.format(msgspec.json.encode(header), indent=1) + b"\n"


def _mac(header: Header, data_key: bytes | bytearray) -> bytes:
    bare = msgspec.json.encode(msgspec.structs.replace(header, mac=b"", sum=""))
    return keys.mark(keys.derive(data_key, "header|" + header.vault_id), bare)


def _sum(header: Header) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(header, sum=""))).hexdigest()


def _missing(path: Path) -> Refusal:
    """What is said of a key file that is gone; a copy is named only where there is one."""
    directory = path.parent
    copies = [each for each in (twin_path(directory), directory / "backups/header.json") if each.is_file()]
    if copies:
        words = f"Nothing was opened. Copy {copies[0]} to {path}."
    else:
        words = (
            "Nothing here opens the record without it. Put it back from a copy of this folder, or bring an "
            "archive into a new folder with “tremula import”."
        )
    return Refusal("header-damaged", f"The key file {path} is missing. {words}")


def _damaged(what: str) -> Refusal:
    return Refusal(
        "header-damaged",
        what + " Nothing was opened. A copy lies beside it as header.json.1, and one in each backup folder: "
        "put a good copy in its place.",
    )
