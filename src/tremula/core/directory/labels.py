"""Lists in one cell: kinds of help, insurances, languages. It drops no label that it does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from tremula.core.directory.entry import clean, fold
from tremula.core.directory.words import DirectoryWords

_LIST = re.compile(r"[;|\n•]|,(?!\d)")
_SLASH = re.compile(r"\s+/\s+")
_AND = re.compile(
    r"\s*[/&+]\s*|\s+(?:and|und|y|et|e|plus|sowie|as well as)\s+|(?<=,)\s*and\s+", re.IGNORECASE
)
_TAG = re.compile(r"([a-z]{2,3})[-_](?:[a-z]{2}|[a-z]{4}|\d{3})(?:[-_][a-z]{2})?", re.IGNORECASE)
_ANSWERS = frozenset(("yes", "no", "y", "n", "ja", "nein", "true", "false"))
"""What a column says that asks whether insurance is taken, and not which."""


def parts(text: str, between: re.Pattern[str]) -> tuple[str, ...]:
    """Parts of a list, each once, in their order."""
    found = (clean(part) for part in between.split(text))
    return tuple(dict.fromkeys(part for part in found if part))


@lru_cache(maxsize=20_000)
def listed(text: str) -> tuple[str, ...]:
    """What stands between commas, semicolons and lines."""
    return parts(text, _LIST)


def insurances(text: str) -> tuple[str, ...]:
    """Names of insurances: “and” and “&” belong to them, a slash between spaces does not."""
    found = (part for label in listed(text) for part in parts(label, _SLASH))
    return tuple(dict.fromkeys(part for part in found if fold(part) not in _ANSWERS))


def kinds_of_help(text: str, words: DirectoryWords) -> tuple[str, ...]:
    """Kinds of help; “EMDR & CBT” are two, since both are known, “Marriage & Family” is one."""
    names = words.specialty_names
    return tuple(dict.fromkeys(name for label in listed(text) for name in usual(label, names)))


def usual(label: str, names: Mapping[str, str]) -> list[str]:
    """The usual name; several where each part is known by itself; else what was written."""
    several = parts(label, _AND)
    if fold(label) not in names and len(several) > 1 and all(fold(part) in names for part in several):
        return [names[fold(part)] for part in several]
    return [names.get(fold(label), label)]


def languages(text: str, words: DirectoryWords) -> tuple[str, ...]:
    """Languages; who speaks Cantonese speaks Chinese too."""
    found = (part for label in listed(text) for part in language_parts(label, words.language_names))
    return tuple(dict.fromkeys(name for part in found for name in language(part, words)))


def language_parts(label: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """One label, or those that “and” or a slash joins."""
    bare = re.sub(r"^(?:and|und|y|et|e)\s+", "", label, flags=re.IGNORECASE)
    return (bare,) if fold(bare) in names else parts(bare, _AND)


def language(label: str, words: DirectoryWords) -> Iterator[str]:
    """Its usual name, and the language that it is a kind of."""
    known = words.language_names
    tag = _TAG.fullmatch(label)
    spellings = (label, tag[1] if tag else "", label.partition("(")[0])
    name = next((known[fold(each)] for each in spellings if fold(each) in known), label)
    yield name
    if name in words.wider_languages:
        yield words.wider_languages[name]
