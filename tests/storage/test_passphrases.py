"""Which passphrases are taken, and that a refusal says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremula.core.failure import Refusal
from tremula.storage import recovery
from tremula.storage.passphrases import check_passphrase, common

GOOD = [
    "aspen leaves in the wind",
    "Bäume zittern leise",
    "correct horse battery staple",
    "пять старых деревьев",
    "k8#vT!qz0Lm2",
    "willow, " * 2 + "kettle " * 3 + "and no other word at all " * 3 + "than these here",
]


@pytest.mark.parametrize("passphrase", GOOD)
def test_a_good_one_is_taken(passphrase: str) -> None:
    check_passphrase(passphrase)


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("", "at least 12"),
        ("elevenchars", "at least 12"),
        ("x" * 129, "at most 128"),
        ("aaaaaaaaaaaaaaaa", "repeats"),
        ("abababababababab", "repeats"),
        ("sunshine sunshine ", "repeats"),
        ("monkey12monkey12", "repeats"),
        ("abcdefghijklmnop", "in order"),
        ("123456789012345", "in order"),
        ("qwertyuiopasdfgh", "in order"),
        ("zyxwvutsrqponmlk", "in order"),
        ("password1234", "tried first"),
        ("Password2026!!", "tried first"),
        ("!!!sunshine123!!!", "tried first"),
        ("leavemealone", "tried first"),
        ("leave me alone", "tried first"),
    ],
)
def test_a_weak_one_is_refused_with_the_reason(passphrase: str, why: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_passphrase(passphrase)
    assert caught.value.code == "weak-passphrase"
    assert why in caught.value.words


def test_the_list_is_long_enough() -> None:
    assert len(common()) >= 3000
    assert all(word == word.casefold() for word in common())


@given(st.binary(min_size=16, max_size=16))
def test_a_recovery_code_says_its_bytes(secret: bytes) -> None:
    code = recovery.spell(secret)
    assert len(code) == 34
    assert recovery.read(code.lower().replace("-", "  ")) == secret


def test_slips_in_a_recovery_code_are_noticed() -> None:
    """Twelve bits of checksum: one slip in 4,096 may pass, and then opens nothing."""
    code = recovery.spell(bytes(range(16)))
    slips = [
        code[:i] + letter + code[i + 1 :]
        for i in range(len(code))
        for letter in recovery.ALPHABET
        if code[i] not in ("-", letter)
    ]
    passed = 0
    for slip in slips:
        try:
            recovery.read(slip)
            passed += 1
        except Refusal:
            continue
    assert len(slips) == 28 * 31
    assert passed <= 2


def test_a_letter_that_no_code_has_is_refused() -> None:
    with pytest.raises(Refusal):
        recovery.read("U" * 28)
