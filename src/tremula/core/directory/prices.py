"""A price out of a cell that people wrote. A wrong price is worse than none: what is not plain is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tremula.core.directory.entry import clean, fold
from tremula.core.directory.reading import Unreadable, unsaid, words_in

Price = tuple[int | None, int | None, str]
"""Lowest, highest (None where it is the same), currency."""
NO_PRICE: Price = (None, None, "")
HIGHEST = 100_000
HIGHEST_BARE = 1_899
"""Without a currency; beyond it a number may be a year or a postcode."""
SIGNS = {
    **{"us$": "USD", "ca$": "CAD", "c$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD"},
    **{"€": "EUR", "$": "USD", "£": "GBP", "¥": "", "₹": "INR", "zł": "PLN", "fr.": "CHF", "sfr": "CHF"},
    **{"euros": "EUR", "euro": "EUR", "dollars": "USD", "dollar": "USD", "pounds": "GBP", "franken": "CHF"},
    **{code.lower(): code for code in words_in("EUR USD GBP CHF CAD AUD NZD SEK NOK DKK PLN JPY INR")},
}
BEFORE = frozenset(("$", "£", "¥", "₹", "us$", "ca$", "c$", "a$", "au$", "nz$"))
"""Signs that usually stand before their number."""
FREE = frozenset(
    (
        *("free", "kostenlos", "kostenfrei", "gratis", "gratuit", "pro bono", "probono", "umsonst"),
        *("no charge", "no fee", "no cost", "free of charge"),
    )
)
OTHER = re.compile(
    r"\b(packages?|paket\w*|bundles?|block|co-?pay\w*|deductible|deposit|no-?show|late fee|cancell?ation\w*|"
    r"month\w*|monat\w*|mois|mes|year\w*|jahr\w*|membership|surcharge|weekly|\d+\s*x|x\s*\d+|\d+er|"
    r"(?!1\s)\d+\s*-?(sessions|appointments|sitzungen|séances|sesiones))\b",
    re.IGNORECASE,
)
"""What is told here is the price of something else than one appointment."""
PLAIN = words_in(
    """
    per pro je par a an the session sessions sitzung stunde std hour hourly hr h appointment visit
    termin séance sesion from ab starting at bis to until or oder ou o and und et y ca approx about
    circa sliding scale reduced reduziert student students studierende couple couples paare individual
    individuals einzel family families standard regular full fee rate price preis honorar online in
    person up
    """
)
"""Words beside which a number without a currency is still plainly a price."""
_UNIT = r"(?:min(?:ute[ns]?|uten|\.)?|minütig\w*|minutos?|m|hours?|hrs?|h|std\.?|stunden?|['′’])(?![\w])"
_TIME = re.compile(
    rf"(?:\d+\s*x\s*)?(?<![\d.,$€£¥₹])(?:\d+\s*[-–]\s*)?(?<![$€£¥₹])(?<![\d.,])\d+(?:[.,]\d+)?\s*-?\s*{_UNIT}",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:['’]\d{3})+|[1-9][  \u202f]\d{3}(?!\d)|\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+)"
    r"(?:[.,]\d{1,2}(?!\d))?(?![\d%]|\s%)"
)
_SIGN = re.compile(
    "|".join(
        rf"(?<![a-z]){re.escape(sign)}(?![a-z])" if sign[0].isalpha() else re.escape(sign)
        for sign in sorted(SIGNS, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:-|–|—|~|to|bis|until|à|or|oder|and|und)\s*", re.IGNORECASE)
_SLASH = re.compile(r"\s*/\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A number or a sign, and where it stands."""

    begin: int
    end: int
    text: str


@lru_cache(maxsize=20_000)
def price_in(text: str) -> Price:
    """Lowest, highest and currency of “80–120 €”; Unreadable where that is not plain."""
    plain = clean(text)
    if unsaid(plain) and not _SIGN.search(plain):
        return NO_PRICE
    if fold(plain) in FREE:
        return 0, None, ""
    if OTHER.search(without_times(plain)):
        raise not_plain(plain)
    spaced = re.sub(r"(?i)(?<=[a-zł])(?=\d)|(?<=\d)(?=(?:eur|usd|gbp|chf|cad|aud)\b)", " ", plain)
    told = re.sub(r"(?<=\d)[.,]\s?[-–—]+", " ", without_times(spaced))
    numbers = [Piece(each.start(), each.end(), each[0]) for each in _NUMBER.finditer(told)]
    signs = signs_in(told)
    chosen = with_signs(told, numbers, signs) if signs else without_signs(told, numbers)
    amounts = [amount(each.text) for each in chosen]
    if not amounts or max(amounts) > HIGHEST:
        raise not_plain(plain)
    low, high = min(amounts), max(amounts)
    return low, high if high > low else None, SIGNS[signs[0].text] if signs else ""


def signs_in(told: str) -> list[Piece]:
    """Signs of currencies; beside “CAD” a bare “$” is no US dollar."""
    found = [Piece(each.start(), each.end(), each[0].casefold()) for each in _SIGN.finditer(told)]
    other = next((each.text for each in found if SIGNS[each.text] in ("CAD", "AUD", "NZD")), "")
    return [Piece(each.begin, each.end, other if other and each.text == "$" else each.text) for each in found]


def not_plain(text: str) -> Unreadable:
    """Why there is no price."""
    return Unreadable(f"“{text[:40]}” is no plain price: write for example 90, or 80–120 EUR")


def without_times(text: str) -> str:
    """The same without how long an appointment takes."""
    return _TIME.sub(" ", text)


def with_signs(told: str, numbers: list[Piece], signs: list[Piece]) -> list[Piece]:
    """The numbers beside a sign of the first currency, and those that a range joins to them."""
    first = SIGNS[signs[0].text]
    chosen = [beside(told, numbers, sign, signs) for sign in signs if SIGNS[sign.text] == first]
    found = {each for each in chosen if each is not None}
    if not found:
        raise not_plain(told)
    for left, right in pairwise(numbers):
        if left not in found and right in found and joined(_SLASH, told, left, right):
            raise not_plain(told)
    pairs = list(pairwise(numbers))
    for left, right in (*pairs, *reversed(pairs)):
        if found & {left, right} and joined(_JOIN, told, left, right):
            found |= {left, right}
    return sorted(found, key=lambda piece: piece.begin)


def joined(by: re.Pattern[str], told: str, left: Piece, right: Piece) -> bool:
    """Whether nothing but a dash, a slash or a word of a range stands between two numbers and their signs."""
    between = _SIGN.sub("", told[left.end : right.begin])
    return by.fullmatch(between) is not None


def beside(told: str, numbers: list[Piece], sign: Piece, signs: list[Piece]) -> Piece | None:
    """The number that a sign belongs to: the one that touches it, else the one on its usual side."""
    before = next((n for n in numbers if not told[n.end : sign.begin].strip() and n.end <= sign.begin), None)
    after = next((n for n in numbers if not told[sign.end : n.begin].strip() and n.begin >= sign.end), None)
    if before is None or after is None:
        return before or after
    if (before.end == sign.begin) != (after.begin == sign.end):
        return before if before.end == sign.begin else after
    if len(signs) == 1 and sign.text not in BEFORE:
        raise not_plain(told)
    leads = sign.text in BEFORE or signs[0].begin < numbers[0].begin
    return after if leads else before


def without_signs(told: str, numbers: list[Piece]) -> list[Piece]:
    """The numbers, where nothing but usual words stands around them and they can be prices of one thing."""
    words = [word for word in re.findall(r"[^\W\d_]+", told.casefold()) if word not in PLAIN]
    amounts = [amount(each.text) for each in numbers]
    apart = all(told[a.end : b.begin].strip() for a, b in pairwise(numbers))
    plausible = bool(amounts) and max(amounts) <= min(HIGHEST_BARE, 5 * max(1, min(amounts)))
    single = len(amounts) == 1 and amounts[0] <= HIGHEST_BARE
    in_brackets = len(numbers) > 1 and re.search(r"\([^)]*\d[^)]*\)", told)
    left_over = re.search(r"[\d%]", _NUMBER.sub("", told))
    if words or in_brackets or left_over or not apart or not (plausible or single):
        raise not_plain(told)
    return numbers


def amount(text: str) -> int:
    """A number as people write it: 1,200 and 1.200 are twelve hundred, 85.50 and 85,50 are rounded up."""
    plain = re.sub(r"[  \u202f’']", "", text)
    whole_part, cents = plain, ""
    if (tail := re.search(r"[.,](\d{1,2})$", plain)) is not None:
        whole_part, cents = plain[: tail.start()], tail[1]
    digits = re.sub(r"[.,]", "", whole_part)
    return int(digits[:9] or 0) + (1 if cents.strip("0") else 0)
