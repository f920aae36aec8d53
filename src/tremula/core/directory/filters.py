"""What a person looks for, and what is found. It decides nothing about anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tremula.core.directory.distance import FARTHEST
from tremula.core.directory.entry import Entry
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
WITHIN = 25
"""km where nothing else is said."""
PAGE = 20
"""Results on one page."""
MOST = 100
DROPPED = ("specialty", "insurance", "price", "language", "way", "level", "years", "q", "accepting")
"""What may be let go when nobody is found."""


class Filters(Struct, frozen=True):
    """All that is given must hold; empty and 0 mean: any."""

    q: str = ""
    specialty: str = ""
    insurance: str = ""
    language: str = ""
    way: Literal["", "online", "in-person"] = ""
    level: str = ""
    accepting: bool = False
    years: int = 0
    price: int = 0
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
        return any(given) or self.accepting or self.years > 0 or self.price > 0


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


class Query(Struct, frozen=True):
    """Filters with their place found."""

    filters: Filters
    place: Place | None = None


class Found(Struct, frozen=True):
    """One result. `km` is None without a place; `source` is the import it came from."""

    id: int
    entry: Entry
    km: float | None
    source: int


class Results(Struct, frozen=True):
    """A page of results. `more` says that `total` is only the least."""

    found: tuple[Found, ...]
    total: int
    more: bool = False


def filters_from(given: Mapping[str, str]) -> Filters:
    """Filters as an address or a command gives them; Refusal("filter") names the one that is wrong.

    Whoever is met online may be anywhere.
    """
    way = given.get("way", "").strip()
    if way not in ("", "online", "in-person"):
        raise Refusal("filter", "“How you meet” is online or in-person.")
    texts = {
        name: given.get(name, "").strip()[:120]
        for name in ("q", "specialty", "insurance", "language", "level", "near")
    }
    return Filters(
        **texts,
        way=way,  # type: ignore[arg-type]
        accepting=given.get("accepting", "") not in ("", "no", "0"),
        years=number(given, "years", 0, 80),
        price=number(given, "price", 0, 1_000_000),
        within=0 if way == "online" else number(given, "within", WITHIN, FARTHEST),
        start=number(given, "start", 0, 10_000),
        count=number(given, "count", PAGE, MOST) or PAGE,
    )


def number(given: Mapping[str, str], name: str, otherwise: int, most: int) -> int:
    """A whole number from 0 to `most`."""
    text = given.get(name, "").strip()
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= most):
        raise Refusal("filter", f"“{NAMES.get(name, name)}” is a whole number from 0 to {most}.")
    return int(text)
