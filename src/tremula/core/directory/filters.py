"""What a person looks for, and what is found. It decides nothing about anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from tremula.core.directory.codes import belongs, code_of
from tremula.core.directory.distance import FARTHEST
from tremula.core.directory.entry import Entry, fold
from tremula.core.failure import Refusal

NAMES = {
    "q": "Words",
    "specialty": "Kind of help",
    "insurance": "Insurance",
    "language": "Language",
    "way": "How you meet",
    "level": "Certification",
    "accepting": "New clients",
    "years": "Years of experience",
    "price": "Price",
    "near": "Place",
    "within": "Distance",
}
PLACES_IN_LIST = {"start": "How many results to pass over", "count": "How many results on a page"}
_PRICE = re.compile(r"(?:[^\W\d]{1,4}\.?|[^\w\s.,+-])?\s*([\d.,' ]*\d)\s*(?:[^\W\d]{1,5}|[^\w\s.,])?")
_PARTS = re.compile(r"(?<=\d)[.,' ](?=\d{3}(?!\d))")
_CENTS = re.compile(r"[.,]\d{1,2}$")
WITHIN = 25
"""km where nothing else is said."""
PAGE = 20
"""Results on one page."""
MOST = 100
DROPPED = ("specialty", "insurance", "price", "language", "way", "level", "years", "q", "accepting")
"""What may be let go when nobody is found."""


class Filters(Struct, frozen=True):
    """All that is given must hold; empty, None, and 0 years mean: any."""

    q: str = ""
    specialty: str = ""
    insurance: str = ""
    language: str = ""
    way: Literal["", "online", "in-person"] = ""
    level: str = ""
    accepting: bool = False
    years: int = 0
    price: int | None = None
    """At most; 0 is free."""
    near: str = ""
    within: int = WITHIN
    """km; 0 is any distance, nearest first."""
    start: int = 0
    """How many results were seen already."""
    count: int = PAGE
    insurers: tuple[str, ...] = ()
    """Other spellings of the insurance, which count as well."""

    @property
    def any(self) -> bool:
        """Whether anything is looked for."""
        given = (self.q, self.specialty, self.insurance, self.language, self.way, self.level, self.near)
        return any(given) or self.accepting or self.years > 0 or self.price is not None


class Looser(Struct, frozen=True):
    """The same search with one filter let go, or twice as far; `name` is the field's."""

    name: str
    filters: Filters


def looser(filters: Filters) -> tuple[Looser, ...]:
    """Every way to ask for one thing less, in the order of the fields."""
    plain = Filters()
    given = [name for name in DROPPED if getattr(filters, name) != getattr(plain, name)]
    ways = [Looser(name, replace(filters, start=0, **{name: getattr(plain, name)})) for name in given]
    if filters.near and filters.within:
        wider = min(2 * filters.within, FARTHEST), 0
        ways[:0] = [Looser("within", replace(filters, start=0, within=within)) for within in wider]
    return tuple(ways)


class Place(Struct, frozen=True):
    """A place by its name, in degrees."""

    name: str
    lat: float
    lon: float
    country: str = ""
    code: str = ""
    """The postcode it is, as `code_of` tells it."""
    rough: bool = False
    """Nothing tells where this postcode lies; it is the middle of its city."""


class Named(Struct, frozen=True):
    """What an entry that nobody can place must say to be there: folded texts, empty for any.

    An entry that says nothing of its country or region is not left out for it.
    """

    city: str = ""
    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    code: str = ""

    def fits(self, entry: Entry) -> bool:
        """Whether the entry says so."""
        if self.code:
            return code_of(entry.postcode, entry.country) == self.code
        elsewhere = entry.country and not any(belongs(entry.country, each) for each in self.countries)
        apart = entry.region and fold(entry.region) not in self.regions
        return (
            fold(entry.city) == self.city
            and not (self.countries and elsewhere)
            and not (self.regions and apart)
        )


class Query(Struct, frozen=True):
    """Filters with their place found, and what an entry without a place may say instead."""

    filters: Filters
    place: Place | None = None
    named: tuple[Named, ...] = ()


class Found(Struct, frozen=True):
    """One result. `km` is None without a place, and from the middle of the city where the entry is `guessed`.

    `source` is the import it came from.
    """

    id: int
    entry: Entry
    km: float | None
    source: int


class Results(Struct, frozen=True):
    """A page of results. `more` says that `total` is only the least."""

    found: tuple[Found, ...]
    total: int
    more: bool = False
    rough: int = 0
    """How many of them tell no more than their city."""


def filters_from(given: Mapping[str, str]) -> Filters:
    """Filters as an address or a command gives them; Refusal("filter") names the one that is wrong.

    Whoever is met online may be anywhere.
    """
    way = given.get("way", "").strip()
    if way not in ("", "online", "in-person"):
        raise Refusal("filter", "“How you meet” is online or in-person.")
    texts: dict[str, Any] = {
        name: given.get(name, "").strip()[:120]
        for name in ("q", "specialty", "insurance", "language", "level", "near")
    }
    if texts["q"] and not fold(texts["q"]):
        raise Refusal("filter", "In “Words” there is nothing to look for. Write letters or numbers.")
    return Filters(
        **texts,
        way=way,  # type: ignore[arg-type]
        accepting=given.get("accepting", "") not in ("", "no", "0"),
        years=number(given, "years", 0, 80),
        price=price_in(given.get("price", "")),
        within=0 if way == "online" else number(given, "within", WITHIN, FARTHEST),
        start=number(given, "start", 0, 10_000_000),
        count=number(given, "count", PAGE, MOST) or PAGE,
    )


def number(given: Mapping[str, str], name: str, otherwise: int, most: int) -> int:
    """A whole number from 0 to `most`."""
    text = given.get(name, "").strip()
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= most):
        told = {**NAMES, **PLACES_IN_LIST}.get(name, name)
        raise Refusal("filter", f"“{told}” is a whole number from 0 to {most}.")
    return int(text)


def price_in(text: str) -> int | None:
    """A price as people type it: 90, €90, 90 EUR, 1,200, 89.50; None where there is none."""
    if not text.strip():
        return None
    found = _PRICE.fullmatch(text.strip())
    digits = _CENTS.sub("", _PARTS.sub("", found[1])) if found else ""
    return number({"price": digits or "?"}, "price", 0, 1_000_000)
