"""The words of the directory, as content: kinds of help, languages, levels, columns, taxonomy codes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from tremula.core.directory.entry import fold
from tremula.core.directory.filters import Filters

Line = Annotated[str, Meta(min_length=1, max_length=120)]
Id = Annotated[str, Meta(pattern="^[a-z0-9_-]+$", max_length=40)]
PerhapsId = Annotated[str, Meta(pattern="^[a-z0-9_-]*$", max_length=40)]


class Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """Unknown keys are mistakes."""


class Known(Strict, frozen=True):
    """Something with several names; `also` are names in files that mean the same."""

    id: Id
    name: Line
    also: tuple[Line, ...] = ()


class Language(Known, frozen=True):
    """A language; `within` is the one that it is a kind of."""

    within: PerhapsId = ""


class Taxonomy(Strict, frozen=True):
    """A wanted code of the NUCC Health Care Provider Taxonomy, and the kinds of help it stands for."""

    code: Annotated[str, Meta(pattern="^[0-9]{3}[0-9A-Z]{6}X$")]
    name: Line
    specialties: tuple[Id, ...] = ()


class Column(Strict, frozen=True):
    """A field of an entry, what it is called in the column dialogue, and column names that mean it."""

    field: Id
    name: Line
    also: tuple[Line, ...] = ()
    hint: str = ""


class DirectoryWords(Strict, frozen=True, dict=True):
    """content/directory/words.yaml."""

    specialties: tuple[Known, ...]
    languages: tuple[Language, ...]
    levels: tuple[Known, ...]
    columns: tuple[Column, ...]
    taxonomy: tuple[Taxonomy, ...]
    questions: tuple[Line, ...]
    """What to ask in a first call, whoever is called."""
    insurers: tuple[Known, ...] = ()
    """Insurers that files write in several ways."""

    @cached_property
    def specialty_names(self) -> dict[str, str]:
        return names(self.specialties)

    @cached_property
    def language_names(self) -> dict[str, str]:
        return names(self.languages)

    @cached_property
    def wider_languages(self) -> dict[str, str]:
        """By name, the name of the language that it is a kind of."""
        by_id = {each.id: each.name for each in self.languages}
        return {each.name: by_id[each.within] for each in self.languages if each.within in by_id}

    @cached_property
    def level_names(self) -> dict[str, str]:
        return names(self.levels)

    @cached_property
    def wanted(self) -> dict[str, Taxonomy]:
        return {each.code: each for each in self.taxonomy}

    @cached_property
    def by_id(self) -> dict[str, str]:
        """Names of kinds of help by id."""
        return {each.id: each.name for each in self.specialties}


def usual(filters: Filters, words: DirectoryWords) -> Filters:
    """Filters in the usual names: “es” is Spanish, “PTSD” is trauma therapy."""
    return replace(
        filters,
        specialty=words.specialty_names.get(fold(filters.specialty), filters.specialty),
        language=words.language_names.get(fold(filters.language), filters.language),
        level=words.level_names.get(fold(filters.level), filters.level),
        insurers=spellings(filters.insurance, words.insurers),
    )


def spellings(text: str, known: Iterable[Known]) -> tuple[str, ...]:
    """Other ways to write an insurer that a text names, or of whose name it is a part."""
    asked, found = f" {fold(text)} ", dict[str, None]()
    for each in known:
        ways = sorted({fold(way) for way in (each.name, *each.also)}, key=len, reverse=True)
        named = next((way for way in ways if f" {way} " in asked), None)
        if named is not None:
            found |= {asked.replace(f" {named} ", f" {way} ").strip(): None for way in ways}
        elif asked.strip() and asked in f" {fold(each.name)} ":
            found |= dict.fromkeys(ways)
    return tuple(found)


def names(known: Iterable[Known]) -> dict[str, str]:
    """The name by each of its folded spellings."""
    found: dict[str, str] = {}
    for each in known:
        for spelling in (each.id, each.name, *each.also):
            found[fold(spelling)] = each.name
    return found
