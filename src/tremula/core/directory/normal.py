"""Brings what a row says into one form: lists, prices, yes and no, languages. It invents nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256

from tremula.core.directory.entry import MOST, Entry, Way, clean, fold
from tremula.core.directory.words import DirectoryWords

YES = frozenset("yes y true t 1 ja j oui o si s sim x open accepting available".split())  # noqa: SIM905
NO = frozenset("no n false f 0 nein non nao closed full waitlist unavailable".split())  # noqa: SIM905
WAITING = frozenset("full closed waitlist waitlisted waiting warteliste voll".split())  # noqa: SIM905
UNSAID = frozenset(
    ("", "n a", "na", "unknown", "none given", "tbd", "k a", "varies", "on request", "auf anfrage")
)
"""What people write into a cell that says nothing."""
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
ONLINE = ("online", "video", "virtual", "tele", "remote", "phone", "zoom")
IN_PERSON = ("person", "office", "practice", "clinic", "site", "physical", "praxis", "face")
BOTH = frozenset(("both", "either", "hybrid", "all"))
CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "chf": "CHF", "eur": "EUR", "usd": "USD", "gbp": "GBP"}
_LIST = re.compile(r"[;|\n]|,(?!\d)")
_NUMBER = re.compile(r"\d[\d  ’']*(?:[.,]\d+)*")
_TIME = re.compile(r"\d+\s*-?\s*(?:min(?:utes?|uten?)?|h|hours?|hr|std)\b\.?", re.IGNORECASE)
_CODE = re.compile(r"\b(EUR|USD|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN)\b", re.IGNORECASE)
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")
_AMERICAN_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})")


class Unreadable(ValueError):
    """A value that means nothing here; the message says what would."""


def entry_of(row: Mapping[str, str], words: DirectoryWords) -> Entry:
    """An entry of texts by field; raises Unreadable with the field's name and a way out."""
    name, organisation = names_in(row)
    if not name:
        raise Unreadable("no name: fill the column of the name")
    low, high, currency = price_in(row.get("price", ""))
    plain = {field: clean(row.get(field, "")) for field in ("phone", "address", "city", "region", "postcode")}
    return Entry(
        key=row.get("key") or key_of(name, row),
        name=name,
        organisation=organisation,
        specialties=known(listed(row.get("specialties", "")), words.specialty_names),
        insurance=listed(row.get("insurance", "")),
        languages=known(listed(row.get("languages", "")), words.language_names),
        ways=ways_in(row),
        level=level_in(row.get("level", ""), words),
        years=whole(row.get("years", ""), "years of experience", 80),
        price=low,
        price_high=high,
        currency=currency,
        accepting=yes_or_no(row.get("accepting", "")),
        email=email_in(row.get("email", "")),
        website=website_in(row.get("website", "")),
        country=country_in(row.get("country", "")),
        lat=degrees(row.get("lat", ""), "latitude", 90),
        lon=degrees(row.get("lon", ""), "longitude", 180),
        updated=day_in(row.get("updated", "")),
        **plain,
    )


def names_in(row: Mapping[str, str]) -> tuple[str, str]:
    """Who, and where they work. A name beside first and last name that has neither is the practice's."""
    name, organisation = clean(row.get("name", "")), clean(row.get("organisation", ""))
    last = clean(row.get("last_name", ""))
    person = clean(f"{row.get('first_name', '')} {last}")
    if name and person and fold(last or person) not in fold(name):
        return person, organisation or name
    return name or person or organisation, organisation


def key_of(name: str, row: Mapping[str, str]) -> str:
    """A name for a row that has none of its own: the same person at the same place stays the same."""
    told = "|".join(
        (fold(name), fold(row.get("address", "")), fold(row.get("postcode", "") or row.get("city", "")))
    )
    return "csv:" + sha256(told.encode()).hexdigest()[:24]


@lru_cache(maxsize=20_000)
def listed(text: str) -> tuple[str, ...]:
    """Parts of a list, each once, in their order."""
    parts = (clean(part) for part in _LIST.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))[:MOST]


def known(labels: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    """The usual name where one is known, else what was written."""
    return tuple(dict.fromkeys(names.get(fold(label), label) for label in labels))


def level_in(text: str, words: DirectoryWords) -> str:
    """The certification's usual name."""
    plain = clean(text)
    return words.level_names.get(fold(plain), plain)


def ways_in(row: Mapping[str, str]) -> tuple[Way, ...]:
    """Online, in person or both: from one column of words, or from columns of yes and no."""
    found = set(ways_of(fold(row.get("ways", ""))))
    if yes_or_no(row.get("online", "")):
        found.add("online")
    if yes_or_no(row.get("in_person", "")):
        found.add("in-person")
    return tuple(sorted(found))


@lru_cache(maxsize=1000)
def ways_of(text: str) -> frozenset[Way]:
    """The ways that folded words name."""
    found = set[Way]()
    if any(word in text for word in ONLINE) or text in BOTH:
        found.add("online")
    if any(word in text for word in IN_PERSON) or text in BOTH:
        found.add("in-person")
    return frozenset(found)


def yes_or_no(text: str) -> bool | None:
    """None where nothing is said."""
    said = fold(text)
    if said in UNSAID:
        return None
    first = said.split()[0]
    if said in NO or first in NO or WAITING & set(said.split()):
        return False
    if said in YES or first in YES:
        return True
    raise Unreadable(f"“{clean(text)[:40]}” is neither yes nor no: write yes, no, or leave it empty")


@lru_cache(maxsize=20_000)
def price_in(text: str) -> tuple[int | None, int | None, str]:
    """Lowest, highest (None where it is the same) and currency of “80–120 €”."""
    plain = _TIME.sub(" ", clean(text))
    if fold(plain) in UNSAID and not set(plain) & set(CURRENCIES):
        return None, None, ""
    amounts = [amount(found) for found in _NUMBER.findall(plain)]
    if not amounts and fold(plain) in ("free", "none", "kostenlos", "gratis"):
        amounts = [0]
    if not amounts or len(amounts) > 2 or max(amounts) > 100_000:
        raise Unreadable(f"“{plain[:40]}” is no price: write for example 90, or 80–120 EUR")
    low, high = min(amounts), max(amounts)
    return low, high if high > low else None, currency_in(plain)


def amount(text: str) -> int:
    """A number as people write it: 1,200 and 1.200 are twelve hundred, 85.50 and 85,50 are rounded up."""
    plain = re.sub(r"[  ’']", "", text)
    whole_part, cents = plain, ""
    if (tail := re.search(r"[.,](\d{1,2})$", plain)) is not None:
        whole_part, cents = plain[: tail.start()], tail[1]
    digits = re.sub(r"[.,]", "", whole_part)
    return int(digits[:9] or 0) + (1 if cents.strip("0") else 0)


def currency_in(text: str) -> str:
    """Three letters, or nothing."""
    if (code := _CODE.search(text)) is not None:
        return code[1].upper()
    return next((code for sign, code in CURRENCIES.items() if sign in text.casefold()), "")


def whole(text: str, what: str, most: int) -> int | None:
    """A whole number; a plus or a word behind it is passed over."""
    plain = clean(text)
    if fold(plain) in UNSAID:
        return None
    found = re.match(r"\d{1,6}", plain)
    if found is None or int(found[0]) > most:
        raise Unreadable(f"“{plain[:40]}” is no number of {what}: write a number from 0 to {most}")
    return int(found[0])


def degrees(text: str, what: str, most: int) -> float | None:
    """Degrees, with a point or a comma."""
    plain = clean(text).replace(",", ".")
    if fold(plain) in UNSAID:
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
