"""Slots: the data key, sealed once for each secret that may open the vault. They never keep the secret."""

from __future__ import annotations

import secrets
import unicodedata
import uuid

import msgspec

from tremula.storage import argon, keys
from tremula.storage.argon import Cost
from tremula.storage.header import Slot, SlotType


def passphrase_bytes(passphrase: str) -> bytes:
    """The same bytes for the same letters, whichever keyboard composed them (Unicode NFC)."""
    return unicodedata.normalize("NFC", passphrase).encode()


def seal_slot(
    kind: SlotType,
    vault_id: str,
    data_key: bytearray,
    secret: bytes,
    *,
    created: str,
    cost: Cost | None = None,
    confirmed: bool = True,
) -> Slot:
    """A new slot; `cost` only for a passphrase, whose secret has not the full entropy."""
    bare = Slot(uuid.uuid4().hex, kind, secrets.token_bytes(16), cost, b"", b"", created, confirmed)
    nonce, wrapped = keys.seal(_key(bare, vault_id, secret), data_key, _bound_to(bare, vault_id))
    return msgspec.structs.replace(bare, nonce=nonce, wrapped=wrapped)


def open_slot(slot: Slot, vault_id: str, secret: bytes) -> bytearray | None:
    """The data key; None when the secret is not this slot's, or the slot was changed."""
    if len(slot.nonce) != keys.NONCE:
        return None
    return keys.unseal(_key(slot, vault_id, secret), slot.nonce, slot.wrapped, _bound_to(slot, vault_id))


def _key(slot: Slot, vault_id: str, secret: bytes) -> bytes:
    if slot.type == "passphrase":
        return argon.stretch(secret, slot.salt, slot.cost or argon.PRODUCTION)
    return keys.derive(secret, f"slot|{slot.type}|{vault_id}", slot.salt)


def _bound_to(slot: Slot, vault_id: str) -> bytes:
    """What a slot says of itself, but whether it was confirmed: that may change without the secret."""
    fixed = (vault_id, slot.id, slot.type, slot.cost, slot.salt, slot.created)
    return msgspec.json.encode(fixed)
