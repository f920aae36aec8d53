"""What a passphrase must be: long enough, and nothing that is tried first. It asks for no special characters.

The list of common ones is taken from zxcvbn-ts' language-common 4.1.3 (MIT, its text lies beside): the 10,000
most used and every longer one that has twelve characters.
"""

from __future__ import annotations

import gzip
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

from tremula.core.failure import Refusal

SHORTEST, LONGEST = 12, 128
FEWEST_LETTERS = 5
"""Different characters a passphrase needs."""
LIST = Path(__file__).with_name("common_passphrases.txt.gz")
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1q2w3e4r5t6y7u8i9o0p",
)


def check_passphrase(passphrase: str) -> None:
    """Refusal("weak-passphrase") with the reason and the way out."""
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < SHORTEST:
        raise _weak(
            f"Please use at least {SHORTEST} characters. Five words that do not belong together work well."
        )
    if len(text) > LONGEST:
        raise _weak(f"Please use at most {LONGEST} characters.")
    plain = text.casefold()
    if _repeats(plain):
        raise _weak("This repeats the same few characters. Please use several different words.")
    if _follows_a_row(plain):
        raise _weak(
            "This follows the alphabet, the digits or the keys in order. Please use several different words."
        )
    if is_common(plain):
        raise _weak(
            "This is one of the passphrases that are tried first. Please use several words of your own."
        )


def is_common(plain: str) -> bool:
    """Whether it is on the list, or on the list but for digits and signs around it."""
    letters = "".join(filter(str.isalpha, plain))
    inner = plain.strip("0123456789!?.,;:-_*#+$%&@ ")
    return any(len(form) > 3 and form in common() for form in (plain, plain.replace(" ", ""), inner, letters))


@cache
def common() -> frozenset[str]:
    """The shipped list, in lower case."""
    return frozenset(gzip.decompress(LIST.read_bytes()).decode().split())


def _repeats(plain: str) -> bool:
    if len(set(plain)) < FEWEST_LETTERS:
        return True
    shortest = (plain + plain).find(plain, 1)
    return shortest <= len(plain) // 2


def _follows_a_row(plain: str) -> bool:
    bare = plain.replace(" ", "")
    ways = [row for one in ROWS for row in (one * 2, one[::-1] * 2)]
    steps = sum(any(pair in row for row in ways) for pair in map("".join, pairwise(bare)))
    return len(bare) > 1 and steps >= 0.8 * (len(bare) - 1)


def _weak(words: str) -> Refusal:
    return Refusal("weak-passphrase", words)
