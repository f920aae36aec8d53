"""Brings what a row says into one form: names, places, days, and every cell that may not be understood.

It invents nothing: what it cannot read is left unknown, with a note that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from hashlib import sha256
from typing import NamedTuple, TypeVar

from tremula.core.directory.answers import takes_clients, ways_of, years_in, yes_or_no
from tremula.core.directory.entry import MOST, Entry, Way, clean, fold
from tremula.core.directory.labels import insurances, kinds_of_help, languages
from tremula.core.directory.prices import NO_PRICE, price_in
from tremula.core.directory.reading import Unreadable, unsaid
from tremula.core.directory.words import DirectoryWords

T = TypeVar("T")
APART = ("organisation", "phone", "email", "website", "level", "specialties")
"""What tells two people of one name apart where no address does."""
COUNTRIES = {
    "GB": "UK|United Kingdom|Great Britain|England|Scotland|Wales",
    "US": "USA|United States|United States of America",
    "DE": "Germany|Deutschland",
    "AT": "Austria|Österreich",
    "CH": "Switzerland|Schweiz|Suisse",
    "CA": "Canada",
    "AU": "Australia",
    "NZ": "New Zealand",
    "IE": "Ireland",
    "FR": "France",
    "ES": "Spain|España",
    "IT": "Italy|Italia",
    "NL": "Netherlands|Nederland",
}
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")
_AMERICAN_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})")


class Made(NamedTuple):
    """An entry, and what of its row was left out."""

    entry: Entry
    notes: tuple[str, ...] = ()


def entry_of(row: Mapping[str, str], words: DirectoryWords) -> Made:
    """An entry of texts by field; Unreadable without a name. A cell that is not plain costs only itself."""
    name, organisation = names_in(row)
    if not name:
        raise Unreadable("no name: fill the column of the name")
    cells = Cells(row)
    low, high, currency = cells.read("price", "price", price_in, NO_PRICE)
    country = country_in(row.get("country", ""))
    plain = {field: clean(row.get(field, "")) for field in ("phone", "address", "city", "region")}
    entry = Entry(
        key=row.get("key") or key_of(name, row),
        name=name,
        organisation=organisation,
        specialties=cells.bounded("kinds of help", kinds_of_help(row.get("specialties", ""), words)),
        insurance=cells.bounded("insurances", insurances(row.get("insurance", ""))),
        languages=cells.bounded("languages", languages(row.get("languages", ""), words)),
        ways=cells.ways(),
        level=level_in(row.get("level", ""), words),
        years=cells.read("years", "years of experience", years_in, None),
        price=low,
        price_high=high,
        currency=currency,
        accepting=cells.read("accepting", "word on new clients", takes_clients, None),
        email=email_in(row.get("email", "")),
        website=website_in(row.get("website", "")),
        postcode=postcode_in(row.get("postcode", ""), country),
        country=country,
        lat=cells.read("lat", "latitude", partial(degrees, what="latitude", most=90), None),
        lon=cells.read("lon", "longitude", partial(degrees, what="longitude", most=180), None),
        updated=day_in(row.get("updated", "")),
        **plain,
    )
    return Made(entry, tuple(cells.notes))


class Cells:
    """A row's cells that may not be understood; `notes` says which were not, and why."""

    def __init__(self, row: Mapping[str, str]) -> None:
        self.row = row
        self.notes: list[str] = []

    def read(self, field: str, what: str, meaning: Callable[[str], T], otherwise: T) -> T:
        """What a cell means; unknown, with a note, where that is not plain."""
        try:
            return meaning(self.row.get(field, ""))
        except Unreadable as error:
            self.notes.append(f"kept without the {what}: {error}")
            return otherwise

    def bounded(self, what: str, labels: tuple[str, ...]) -> tuple[str, ...]:
        """As many as are kept."""
        if len(labels) > MOST:
            self.notes.append(f"only the first {MOST} of {len(labels)} {what} were kept")
        return labels[:MOST]

    def ways(self) -> tuple[Way, ...]:
        """Online, in person or both: from one column of words, or from columns of yes and no."""
        found = set(ways_of(clean(self.row.get("ways", ""))))
        if self.read("online", "word on online", yes_or_no, None):
            found.add("online")
        if self.read("in_person", "word on in person", yes_or_no, None):
            found.add("in-person")
        return tuple(sorted(found))


def names_in(row: Mapping[str, str]) -> tuple[str, str]:
    """Who, and where they work. A name beside first and last name that has neither is the practice's."""
    name, organisation = clean(row.get("name", "")), clean(row.get("organisation", ""))
    first, last = clean(row.get("first_name", "")), clean(row.get("last_name", ""))
    if name and bool(first) != bool(last):
        whole = f"{first} {name}" if first else f"{name} {last}"
        return (name if within(first or last, name) else clean(whole)), organisation
    person = clean(f"{first} {last}")
    if name and person and not within(last, name):
        return person, organisation or name
    return (name or person, organisation) if name or person else (organisation, "")


def within(part: str, whole: str) -> bool:
    """Whether a name holds another as words of its own."""
    return f" {fold(part)} " in f" {fold(whole)} "


def key_of(name: str, row: Mapping[str, str]) -> str:
    """A name for a row that has none of its own: the same person at the same place stays the same."""
    place = (row.get("address", ""), row.get("postcode", "") or row.get("city", ""))
    more = () if fold(place[0]) else tuple(row.get(field, "") for field in APART)
    told = "|".join(fold(each) for each in (name, *place, *filter(fold, more)))
    return "csv:" + sha256(told.encode()).hexdigest()[:24]


def level_in(text: str, words: DirectoryWords) -> str:
    """The certification's usual name."""
    plain = clean(text)
    return words.level_names.get(fold(plain), plain)


def degrees(text: str, what: str, most: int) -> float | None:
    """Degrees, with a point or a comma."""
    plain = clean(text).replace(",", ".")
    if unsaid(plain):
        return None
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{1,12})?", plain) is None or abs(float(plain)) > most:
        raise Unreadable(f"“{plain[:40]}” is no {what}: write degrees from -{most} to {most}")
    return float(plain)


def email_in(text: str) -> str:
    """An address that looks like one, else nothing."""
    plain = clean(text)
    return plain if re.fullmatch(r"[^@\s]{1,64}@[^@\s]{1,200}", plain) else ""


def website_in(text: str) -> str:
    """An address of the web, as text; other kinds of address are left out."""
    plain = clean(text)
    if re.match(r"^https?://", plain, re.IGNORECASE):
        return plain
    return plain if re.fullmatch(r"[\w.-]+\.[a-z]{2,}(/\S*)?", plain, re.IGNORECASE) else ""


def postcode_in(text: str, country: str) -> str:
    """A postcode as it is written; of an American one with nine digits the five that name a place."""
    plain = clean(text)
    if re.fullmatch(r"\d{5}-\d{4}", plain) or (country == "US" and re.fullmatch(r"\d{9}", plain)):
        return plain[:5]
    return plain


@lru_cache(maxsize=1000)
def country_in(text: str) -> str:
    """Two letters, also of the names that files use most."""
    said, plain = fold(text), clean(text).upper()
    for code, names in COUNTRIES.items():
        if said in map(fold, names.split("|")):
            return code
    return plain if re.fullmatch(r"[A-Z]{2}", plain) else ""


def day_in(text: str) -> str:
    """YYYY-MM-DD, from that or from the American form."""
    plain = clean(text)
    if (found := _DAY.match(plain)) is not None:
        year, month, day = found.groups()
    elif (found := _AMERICAN_DAY.match(plain)) is not None:
        month, day, year = found.groups()
    else:
        return ""
    good = 1900 <= int(year) <= 2100 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    return f"{year}-{int(month):02}-{int(day):02}" if good else ""
