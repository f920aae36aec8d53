"""Postcodes as they are compared, and which countries belong together. It knows no place."""

from __future__ import annotations

import re

from tremula.core.directory.entry import fold

TERRITORIES = frozenset(("PR", "GU", "VI", "AS", "MP"))
"""Countries in the gazetteer, states of the US in its registries."""
_FIVE = re.compile(r"\s*(\d{5})[- ]?\d{4}\s*")


def code_of(postcode: str, country: str = "") -> str:
    """Without spaces and case; of a US postcode its five digits."""
    if country in ("", "US") or country in TERRITORIES:
        five = _FIVE.fullmatch(postcode)
        if five is not None:
            return five[1]
    return fold(postcode).replace(" ", "")


def belongs(country: str, asked: str) -> bool:
    """Whether a country is the one that was asked for; a territory counts as the US."""
    return country == asked or (asked == "US" and country in TERRITORIES)
