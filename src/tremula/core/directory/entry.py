"""One entry of the directory: what a file said about somebody who may help. It rates nobody."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from msgspec import Struct

Way = Literal["online", "in-person"]
LONGEST = 300
"""Characters of any one text; the rest is cut off."""
MOST = 200
"""Items of any one list."""
_WORD = re.compile(r"[^\W_]+")


class Entry(Struct, frozen=True, omit_defaults=True):
    """A person, practice or service. None and empty mean: the file does not say."""

    key: str
    """The source's own name for it, the same at each import: npi:…, fhir:…, csv:…"""
    name: str
    organisation: str = ""
    specialties: tuple[str, ...] = ()
    insurance: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    level: str = ""
    """Certification, as an id of content/directory/words.yaml where that knows it."""
    years: int | None = None
    """Years of experience."""
    price: int | None = None
    """The lowest price of one appointment, in whole units of `currency`."""
    price_high: int | None = None
    currency: str = ""
    accepting: bool | None = None
    """Whether new clients are taken."""
    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    """Two letters."""
    lat: float | None = None
    lon: float | None = None
    guessed: str = ""
    """“city” where the file tells no coordinates, and these are the middle of its city."""
    updated: str = ""
    """The day on which the source last changed it, YYYY-MM-DD."""


def clean(text: str) -> str:
    """One line without control characters, of at most LONGEST characters."""
    short = text[: LONGEST * 4]
    if not short.isprintable():
        short = "".join(" " if unicodedata.category(c) == "Cc" else c for c in short)
    return " ".join(short.split())[:LONGEST]


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The form in which texts are compared: no accents, no case, single spaces between words."""
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def facets_of(entry: Entry) -> list[tuple[str, str]]:
    """What can be filtered by equality: (kind, label)."""
    found = [("specialty", label) for label in entry.specialties]
    found += [("insurance", label) for label in entry.insurance]
    found += [("language", label) for label in entry.languages]
    found += [("way", way) for way in entry.ways]
    if entry.level:
        found.append(("level", entry.level))
    if entry.accepting:
        found.append(("accepting", "yes"))
    return found


def words_of(entry: Entry) -> str:
    """Everything that a search by words looks at."""
    texts = (
        *(
            entry.name,
            entry.organisation,
            *entry.specialties,
            *entry.insurance,
            *entry.languages,
            entry.level,
        ),
        *(entry.address, entry.city, entry.region, entry.postcode, entry.country),
        *(entry.phone, joined(entry.postcode), joined(entry.phone)),
    )
    return fold(" ".join(texts))


def joined(text: str) -> str:
    """Numbers as they are also typed: without spaces and signs; of ZIP+4 the first five digits too."""
    words = fold(text).split()
    return f"{''.join(words)} {words[0][:5]}" if words else ""


def completeness(entry: Entry) -> int:
    """How much of what one needs for a first call is there; ties are told apart by it, nothing else."""
    there = (entry.phone or entry.email, entry.price is not None, entry.insurance, entry.languages)
    return sum(map(bool, (*there, entry.ways, entry.accepting is not None, entry.years is not None)))
