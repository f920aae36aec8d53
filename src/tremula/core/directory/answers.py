"""Short answers: yes and no, new clients, years, online or in person. What may be either is refused."""

from __future__ import annotations

import re
from functools import lru_cache

from tremula.core.directory.entry import Way, clean, fold
from tremula.core.directory.reading import Unreadable, unsaid, words_in

YES = words_in("yes y true t 1 ja j oui o si s sim x open accepting available")
NO = words_in("no n false f 0 nein non nao closed full waitlist unavailable")
WAITING = words_in("full closed waitlist waitlisted waiting warteliste voll unavailable")
NEVER = words_in("no not non nicht kein keine keinen without ohne sin sans never none pas neither nor")
OPEN = words_in("accepting accepts accept open available taking takes take new welcome free")
DOUBT = words_in(
    """
    limited limit call ask contact inquire enquire soon until from after only except some sometimes maybe
    perhaps varies depends starting partly partially differs restricted referral longer
    """
)
"""Words beside which a yes is none."""
ONLINE = (
    *(
        "online",
        "video",
        "virtual",
        "virtuell",
        "tele",
        "remote",
        "phone",
        "zoom",
        "skype",
        "facetime",
        "webcam",
    ),
    *("en ligne", "en linea", "visio", "a distance", "distancia", "whatsapp", "internet"),
)
IN_PERSON = (
    *(
        "person",
        "office",
        "practice",
        "clinic",
        "on site",
        "onsite",
        "physical",
        "praxis",
        "face to face",
        "f2f",
    ),
    *("vor ort", "prasenz", "presenc", "presentiel", "home visit", "hausbesuch"),
)
BOTH = frozenset(("both", "either", "hybrid"))
AVAILABLE = words_in("available offered possible currently at this time now the moment provided angeboten")
"""Behind “not” they speak of what stands before it."""
YEARS = re.compile(r"(?<!\d)(\d{1,2})\s*\+?\s*(?:years?|yrs?|jahren?|ans|años)\b", re.IGNORECASE)
LESS = re.compile(
    r"\b(under|less|below|unter|weniger|months?|monate?|since|seit|depuis|desde)\b|<", re.IGNORECASE
)
CLAUSES = re.compile(r"[,;/()|.\n]|\bbut\b|\baber\b", re.IGNORECASE)


def yes_or_no(text: str) -> bool | None:
    """None where nothing is said."""
    if unsaid(text):
        return None
    said = fold(text).split() or [""]
    if said[0] in NO:
        return False
    if said[0] in YES and not DOUBT & set(said):
        return True
    raise neither(text)


@lru_cache(maxsize=1000)
def takes_clients(text: str) -> bool | None:
    """Whether new clients are taken; “not accepting” is no, “limited” is neither."""
    if unsaid(text):
        return None
    said = fold(text).split() or [""]
    words = set(said)
    never, closed, ready = words & NEVER, words & WAITING, words & (OPEN | YES)
    if never and closed:
        raise neither(text)
    if closed or said[0] in NO or (never and ready):
        return False
    if ready and not never and not words & DOUBT:
        return True
    raise neither(text)


def neither(text: str) -> Unreadable:
    """Why there is no answer."""
    return Unreadable(f"“{clean(text)[:40]}” is neither yes nor no: write yes, no, or leave it empty")


def years_in(text: str) -> int | None:
    """Years of experience: “20+”, “over 20”, “15 years”; a year of the calendar is none."""
    plain = clean(text)
    if unsaid(plain):
        return None
    numbers = re.findall(r"(?<![\w.,])\d+", plain)
    named = YEARS.search(plain)
    found = named[1] if named else numbers[0] if plain_years(plain, numbers) else ""
    if LESS.search(plain) or not found or int(found[:6]) > 80:
        raise Unreadable(f"“{plain[:40]}” is no number of years of experience: write a number from 0 to 80")
    return int(found)


def plain_years(text: str, numbers: list[str]) -> bool:
    """Whether the first number is the answer: it stands first, or alone behind words like “over”."""
    return bool(numbers) and (text[0].isdigit() or len(numbers) == 1)


@lru_cache(maxsize=1000)
def ways_of(text: str) -> frozenset[Way]:
    """The ways that words name, and none that they deny: “in person only (no telehealth)”."""
    found, denied = set[Way](), set[Way]()
    for clause in filter(None, map(fold, CLAUSES.split(text))):
        words = clause.split()
        place = next((number for number, word in enumerate(words) if word in NEVER), len(words))
        before, behind = named(words[:place]), named(words[place + 1 :])
        if place < len(words) and set(words[place + 1 :]) <= AVAILABLE:
            denied |= before
        else:
            found |= before
            denied |= behind
    return frozenset(found - denied)


def named(words: list[str]) -> set[Way]:
    """The ways in folded words."""
    text = " ".join(words)
    if BOTH & set(words) or text == "all":
        return {"online", "in-person"}
    found = set[Way]()
    if any(word in text for word in ONLINE):
        found.add("online")
    if any(word in text for word in IN_PERSON):
        found.add("in-person")
    return found
