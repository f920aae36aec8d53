"""Reads the directory's words and the gazetteer. It knows no provider."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tremula.core.directory.gazetteer import Area, City, Gazetteer
from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Problem, Refusal
from tremula.library.nodes import Read
from tremula.library.shape import shaped
from tremula.library.shelf import read_file

WORDS = "directory/words.yaml"
INVENTED = "directory/invented.csv"
CITIES = "places/cities.tsv.gz"
AREAS = "places/areas.tsv"


def look(root: Path) -> tuple[DirectoryWords | None, list[Problem]]:
    """The words, and what is wrong with them."""
    path = root / WORDS
    if not path.is_file():
        return None, [Problem(WORDS, 1, "the file is missing; bring it back")]
    read = read_file(path, WORDS)
    words = shaped(read, DirectoryWords)
    if words is not None:
        rules(read, words)
    return None if read.problems else words, read.problems


def rules(read: Read, words: DirectoryWords) -> None:
    """Ids stand once, and taxonomy codes name kinds of help that exist."""
    for key, field in (
        ("specialties", "id"),
        ("languages", "id"),
        ("levels", "id"),
        ("insurers", "id"),
        ("columns", "field"),
    ):
        ids = [getattr(each, field) for each in getattr(words, key)]
        for place, id in enumerate(ids):
            if id in ids[:place]:
                read.wrong((key, place, field), f"“{id}” is there already; choose another id")
    known = {each.id for each in words.specialties}
    for place, code in enumerate(words.taxonomy):
        for inner, id in enumerate(code.specialties):
            if id not in known:
                read.wrong(
                    ("taxonomy", place, "specialties", inner), f"there is no kind of help “{id}”; add it"
                )


def read_directory_words(root: Path) -> DirectoryWords:
    """The words; Refusal("content") names the problems."""
    words, problems = look(root)
    if words is None:
        raise Refusal("content", "The content cannot be used:\n" + "\n".join(map(str, problems)))
    return words


@lru_cache(maxsize=1)
def read_gazetteer(root: Path) -> Gazetteer:
    """Cities of 5,000 people and more; empty where the content has none. Read once: it takes long."""
    path, more = root / CITIES, root / AREAS
    return Gazetteer(cities(path) if path.is_file() else (), areas(more) if more.is_file() else ())


def areas(path: Path) -> Iterator[tuple[Area, list[str]]]:
    """The lines of the file: country, region, names."""
    for line in path.read_text("utf-8").splitlines():
        country, region, names = line.split("\t")
        yield (country, region), names.split("|")


def cities(path: Path) -> Iterator[City]:
    """One city a line: country, region, latitude, longitude, people, name, other names."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            country, region, lat, lon, people, name, others = line.rstrip("\n").split("\t")
            yield City(name, country, region, float(lat), float(lon), int(people), others)
