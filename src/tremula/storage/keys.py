"""The few uses of cryptography: deriving keys, sealing the data key, marking what must not change.

It never stores a key. The library is imported on first use, so that a locked start stays quick.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

KEY = 32
"""Bytes of a key: 256 bits."""
NONCE = 12


def derive(secret: bytes | bytearray, info: str, salt: bytes = b"") -> bytes:
    """HKDF-SHA256 (RFC 5869): one 256-bit key for one purpose from a secret of full entropy."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY, salt or None, info.encode()).derive(bytes(secret))


def seal(key: bytes, plain: bytes | bytearray, bound_to: bytes) -> tuple[bytes, bytes]:
    """AES-256-GCM under a fresh nonce: (nonce, sealed). `bound_to` must be the same when it is opened."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    return nonce, AESGCM(key).encrypt(nonce, bytes(plain), bound_to)


def unseal(key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytearray | None:
    """The plain bytes; None when the key is not the right one or anything was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return bytearray(AESGCM(key).decrypt(nonce, sealed, bound_to))
    except InvalidTag:
        return None


def mark(key: bytes, data: bytes) -> bytes:
    """HMAC-SHA256 of data."""
    return hmac.digest(key, data, hashlib.sha256)


def same(one: bytes, other: bytes) -> bool:
    """Compare without telling by the time taken where they differ."""
    return hmac.compare_digest(one, other)


def forget(key: bytearray | None) -> None:
    """Overwrite a key in memory, as well as Python can."""
    if key is not None:
        key[:] = bytes(len(key))
