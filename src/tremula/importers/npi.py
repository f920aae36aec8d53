"""The NPI registry's monthly file (npidata_pfile, 330 columns, about 10 GB): read through, never kept whole.

Only rows with a wanted taxonomy code become entries; the registry knows no price, insurance or language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tremula.core.directory.entry import fold
from tremula.core.directory.words import DirectoryWords, Taxonomy
from tremula.core.failure import Problem, Refusal
from tremula.importers.limits import Source
from tremula.importers.steps import START, Position, Step, Steps, Told, told_of
from tremula.importers.table import odd_letters, rows_from, shape_of

TAXONOMIES = tuple(f"Healthcare Provider Taxonomy Code_{number}" for number in range(1, 16))
NEEDED = ("NPI", "Entity Type Code", TAXONOMIES[0])
UNSAID = frozenset(("<UNAVAIL>", "=", "--"))
"""What the registry writes where it tells nothing (NPPES data dissemination, code values)."""
PRACTICE = "Provider Business Practice Location Address "
PLAIN = {
    "city": PRACTICE + "City Name",
    "region": PRACTICE + "State Name",
    "country": PRACTICE + "Country Code (If outside U.S.)",
    "phone": PRACTICE + "Telephone Number",
    "updated": "Last Update Date",
}
NAMES = (
    "Provider Name Prefix Text",
    "Provider First Name",
    "Provider Middle Name",
    "Provider Last Name (Legal Name)",
    "Provider Name Suffix Text",
    "Provider Credential Text",
)
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
STAY = frozenset("LLC PLLC LLP PC PA PLC II III IV NE NW SE SW PO USA YMCA YWCA VA".split())  # noqa: SIM905
"""What is written in capitals everywhere."""
ORGANISATION = "Provider Organization Name (Legal Business Name)"
LINES = (
    "Provider First Line Business Practice Location Address",
    "Provider Second Line Business Practice Location Address",
)


def claims(columns: tuple[str, ...]) -> bool:
    """Whether these are the registry's columns, in whatever case; a shorter extract is fine."""
    return set(map(fold, NEEDED)) <= set(map(fold, columns))


def read_npi(source: Source, words: DirectoryWords, after: Position = START) -> Steps:
    """Every row from `after` on."""
    shape = shape_of(source)
    places = {fold(column): number for number, column in enumerate(shape.columns)}
    if not claims(shape.columns):
        raise Refusal("no-table", "This is not the NPI registry's main file (npidata_pfile).")
    taxonomies = [places[name] for name in map(fold, TAXONOMIES) if name in places]
    wanted, width = words.wanted, len(shape.columns)
    for row, begin, behind, odd in rows_from(source, shape, after):
        if isinstance(row, str) or len(row) != width:
            told: Told = wrong(row, begin, width, source.name), ()
        elif not any(row[place] in wanted for place in taxonomies):
            told = None, ()
        else:
            told = item_of(row, begin, places, source.name, words)
        item, notes = told
        yield Step(item, behind, (*notes, *odd_letters(item, odd, source.name, begin)))


def wrong(row: list[str] | str, line: int, width: int, where: str) -> Problem | None:
    """What is wrong with a row of another length; nothing with an empty line."""
    if isinstance(row, str):
        return Problem(where, line, f"{row}; fetch the file again")
    return Problem(where, line, f"{len(row)} cells instead of {width}; fetch the file again") if row else None


def item_of(row: list[str], line: int, places: Mapping[str, int], where: str, words: DirectoryWords) -> Told:
    """An entry; None for a number that was given back."""

    def cell(column: str) -> str:
        place = places.get(fold(column))
        text = row[place].strip() if place is not None else ""
        return "" if text in UNSAID else text

    if cell("NPI Deactivation Date") and not cell("NPI Reactivation Date"):
        return None, ()
    npi = cell("NPI")
    if not (npi.isascii() and npi.isdigit() and is_npi(npi)):
        return Problem(where, line, f"“{npi[:20]}” is no NPI: its check digit does not fit"), ()
    if cell("Entity Type Code") == "2":
        name = titled(cell(ORGANISATION))
    else:
        name = " ".join(filter(None, (part_of_name(column, cell(column)) for column in NAMES)))
    codes = [words.wanted[code] for column in TAXONOMIES if (code := cell(column)) in words.wanted]
    said = {field: cell(column) for field, column in PLAIN.items()}
    said |= {
        "key": f"npi:{npi}",
        "name": name,
        "specialties": ";".join(specialties(codes, words)),
        "address": titled(", ".join(filter(None, map(cell, LINES)))),
        "city": titled(said["city"]),
        "postcode": zip_of(cell(PRACTICE + "Postal Code")),
        "country": said["country"] or "US",
        "phone": phone_of(said["phone"]),
    }
    return told_of(said, words, where, line)


def specialties(codes: Iterable[Taxonomy], words: DirectoryWords) -> list[str]:
    """The code's own name and the kinds of help it stands for."""
    found: list[str] = []
    for code in codes:
        found += [words.by_id[id] for id in code.specialties if id in words.by_id]
        found.append(code.name)
    return list(dict.fromkeys(found))


def is_npi(npi: str) -> bool:
    """The check digit: Luhn over 80840 and the number (45 CFR 162.406; CMS, NPI check digit)."""
    if len(npi) != 10:
        return False
    total = 24
    for place, digit in enumerate(reversed(npi)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def titled(text: str) -> str:
    """The registry writes in capitals; that is hard to read."""
    return WORD.sub(lambda word: capital(word[0]), text) if text.isupper() else text


def capital(word: str) -> str:
    """A word in capitals as one writes it: Mary's, O'Brien, LLC, Jr."""
    if word in STAY:
        return word
    if word in ("JR", "SR"):
        return word.title() + "."
    head, sign, tail = word.partition("'")
    return head.capitalize() + sign + (tail.lower() if len(tail) < 3 and len(head) > 1 else tail.capitalize())


def part_of_name(column: str, text: str) -> str:
    """A part of a person's name; letters behind a name stay as they are."""
    return f"({text})" if text and "Credential" in column else titled(text)


def zip_of(text: str) -> str:
    """The five digits that name a place."""
    return text[:5] if text[:5].isdigit() else text


def phone_of(text: str) -> str:
    """Ten digits in the usual groups."""
    return f"{text[:3]}-{text[3:6]}-{text[6:]}" if len(text) == 10 and text.isdigit() else text
