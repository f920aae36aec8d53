"""Amounts are read exactly, and what is no amount says how to write one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremula.core.units import BadAmount, amount, span, spoken_span


@pytest.mark.parametrize(
    ("written", "number", "unit"),
    [
        (5, 5, ""),
        ("500 ms", 500, "ms"),
        ("4 s", 4000, "ms"),
        ("1.5 s", 1500, "ms"),
        ("3 min", 180_000, "ms"),
        ("2.5 cm", 2.5, "cm"),
        ("120 deg", 120, "deg"),
    ],
)
def test_amounts_stand_in_their_base_unit(written: int | str, number: float, unit: str) -> None:
    assert amount(written) == (number, unit)


@pytest.mark.parametrize(
    "written", ["4s", "4", "four s", "4  s", "-4 s", "4 hours", "1e3 s", "", " 4 s", "4 s "]
)
def test_what_is_no_amount_says_how_to_write_one(written: str) -> None:
    with pytest.raises(BadAmount, match=r"500 ms, 4 s, 3 min"):
        amount(written)


def test_half_a_millisecond_is_refused() -> None:
    with pytest.raises(BadAmount, match="whole number of milliseconds"):
        amount("0.5 ms")


def test_a_length_is_no_span_of_time() -> None:
    with pytest.raises(BadAmount, match="no span of time"):
        span("2 cm")


@given(st.integers(0, 10_000))
def test_whole_seconds_are_exact(seconds: int) -> None:
    assert span(f"{seconds} s") == seconds * 1000


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (1000, "1 second"),
        (45_000, "45 seconds"),
        (60_000, "1 minute"),
        (75_000, "1 minute 15 seconds"),
        (90_000, "1 and a half minutes"),
        (300_000, "5 minutes"),
    ],
)
def test_spans_are_told_in_plain_words(ms: int, words: str) -> None:
    assert spoken_span(ms) == words
