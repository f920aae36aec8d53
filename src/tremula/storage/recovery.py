"""The recovery code: 128 random bits and a checksum, in letters that are hard to confuse.

It never keeps one.
"""

from __future__ import annotations

import hashlib
import secrets

from tremula.core.failure import Refusal

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
SOUNDS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
BITS, CHECK = 128, 12
LETTERS, GROUP = 28, 4


def new_code() -> str:
    """Seven groups of four letters, such as 4GZ1-…"""
    return spell(secrets.token_bytes(BITS // 8))


def spell(secret: bytes) -> str:
    """The code of 16 bytes."""
    number = int.from_bytes(secret) << CHECK | _checksum(secret)
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LETTERS)))
    return "-".join(letters[i : i + GROUP] for i in range(0, LETTERS, GROUP))


def read(code: str) -> bytes:
    """The 16 bytes of a code as typed: case, spaces and dashes do not matter, O is 0, I and L are 1.

    A code that cannot be one raises Refusal("recovery-mistyped").
    """
    letters = "".join(code.split()).upper().translate(SOUNDS_LIKE)
    if len(letters) != LETTERS or not set(letters) <= set(ALPHABET):
        raise _mistyped()
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    secret = (number >> CHECK).to_bytes(BITS // 8)
    if number & (1 << CHECK) - 1 != _checksum(secret):
        raise _mistyped()
    return secret


def _checksum(secret: bytes) -> int:
    digest = hashlib.sha256(b"tremula recovery code" + secret).digest()
    return int.from_bytes(digest[:2]) >> 16 - CHECK


def _mistyped() -> Refusal:
    return Refusal(
        "recovery-mistyped",
        "This is not a recovery code as it was shown. It has seven groups of four letters and digits. "
        "Please compare each group with what you wrote down.",
    )
