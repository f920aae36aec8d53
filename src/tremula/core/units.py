"""Amounts as people write them ("4 s", "2.5 cm", "120 deg") and as numbers. It rounds nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

Unit = Literal["", "ms", "cm", "deg"]
_WRITTEN = re.compile(r"(?P<number>[0-9]{1,9}(?:\.[0-9]{1,9})?) (?P<unit>[a-z]+)")
_MILLISECONDS = {"ms": 1, "s": 1000, "min": 60_000}
_OTHERS: dict[str, Unit] = {"cm": "cm", "deg": "deg"}
WAYS = "write a number, a space and a unit: 500 ms, 4 s, 3 min, 2.5 cm or 120 deg"


class Amount(NamedTuple):
    """A number in its base unit: whole milliseconds, centimetres, degrees, or a plain count ("")."""

    number: float
    unit: Unit

    @property
    def whole(self) -> int:
        """The number as an int; times and counts always are whole."""
        return int(self.number)


class BadAmount(ValueError):
    """What is written is no amount; the message says how to write one."""


@cache
def amount(written: int | str) -> Amount:
    """Read a plain count or an amount with its unit. Raises BadAmount."""
    if isinstance(written, int):
        return Amount(written, "")
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise BadAmount(f"“{written[:40]}” is no amount; {WAYS}")
    return _in_base_unit(written, float(match["number"]), match["unit"])


def _in_base_unit(written: str, number: float, unit: str) -> Amount:
    if unit in _OTHERS:
        return Amount(number, _OTHERS[unit])
    if unit not in _MILLISECONDS:
        raise BadAmount(f"“{unit}” in “{written[:40]}” is no unit; {WAYS}")
    ms = number * _MILLISECONDS[unit]
    if ms != int(ms):
        raise BadAmount(f"“{written}” is not a whole number of milliseconds")
    return Amount(int(ms), "ms")


@cache
def span(written: str) -> int:
    """Whole milliseconds of "4 s". Raises BadAmount for anything that is not a span of time."""
    read = amount(written)
    if read.unit != "ms":
        raise BadAmount(f"“{written}” is no span of time; write for example 4 s, 3 min or 500 ms")
    return read.whole


def spoken_span(ms: int) -> str:
    """A span in plain words: "45 seconds", "1 minute", "2 and a half minutes", "1 minute 15 seconds"."""
    minutes, rest = divmod(round(ms / 1000), 60)
    if not minutes:
        return _counted(rest, "second")
    if rest == 30:
        return f"{minutes} and a half minutes"
    return " ".join([_counted(minutes, "minute")] + ([_counted(rest, "second")] if rest else []))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
