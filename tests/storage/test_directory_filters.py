"""Filters in every combination find what a plain look at every entry finds, near a place and without one."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tremula.actions.directory import Batch, Import
from tremula.core.directory.distance import distance
from tremula.core.directory.entry import Entry, Way, fold, words_of
from tremula.core.directory.filters import Filters, Place, Query
from tremula.storage.directory import DirectoryFile

TRIES = {"": 150, "short": 2000}.get(os.environ.get("TREMULA_SOAK", ""), 20_000)
LABELS = {
    "specialty": ("EMDR", "Trauma therapy", "Thérapie d’enfants", "Support groups", "Group"),
    "insurance": ("Sample Care", "Sample Care Gold", "Carême", "Plan 1", "Plan 10"),
    "language": ("English", "Español", "Plains Sign"),
    "level": ("Certified", "Certified trainer", ""),
}
PLACES = ((0.0, 179.95), (52.5, 13.4), (89.9, 0.0), (-33.9, 151.2))


def somebody(chance: random.Random, number: int) -> Entry:
    place = chance.choice(PLACES)
    there = chance.random() < 0.9
    lat = max(-90.0, min(90.0, place[0] + chance.gauss(0, 0.3))) if there else None
    lon = (place[1] + chance.gauss(0, 0.3) + 180) % 360 - 180 if there else None

    def few(kind: str) -> tuple[str, ...]:
        return tuple(chance.sample(LABELS[kind], chance.randint(0, 2)))

    ways: list[Way] = ["in-person", "online"]
    return Entry(
        key=f"made:{number}",
        name=chance.choice(("Alma", "Bruno", "Élin")) + f" Invented {number}",
        specialties=few("specialty"),
        insurance=few("insurance"),
        languages=few("language"),
        ways=tuple(way for way in ways if chance.random() < 0.6),
        level=chance.choice(LABELS["level"]),
        years=chance.choice((None, 0, 3, 30)),
        price=chance.choice((None, 0, 60, 61, 200)),
        accepting=chance.choice((None, True, False)),
        city=chance.choice(("Berlin", "Suva", "")),
        lat=lat,
        lon=lon,
    )


EVERYBODY = [somebody(random.Random(number), number) for number in range(600)]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DirectoryFile]:
    path: Path = tmp_path_factory.mktemp("filters") / "directory.db"
    made = DirectoryFile(path, bytes(32))
    begun = made.begin(Import(0, "made.csv", "csv", "d", "2026-01-01", "reading", 1, {}, invented=True))
    made.keep(begun.id, Batch(EVERYBODY, (), len(EVERYBODY), 1, 1))
    yield made
    made.close()


def labelled(asked: str, labels: tuple[str, ...], kind: str) -> bool:
    """A label that holds the words; where there is none, any in which they begin."""
    if not asked:
        return True
    whole = [label for label in LABELS[kind] if f" {fold(asked)} " in f" {fold(label)} "]
    return any(
        label in whole if whole else f" {fold(asked)}" in f" {fold(label)}" for label in labels if label
    )


def fits(one: Entry, asked: Filters, place: Place | None) -> bool:
    """A plain look at one entry."""
    words = words_of(one).split()
    near = (
        place is None
        or not asked.within
        or (
            one.lat is not None
            and one.lon is not None
            and distance(place.lat, place.lon, one.lat, one.lon) <= asked.within
        )
    )
    return (
        near
        and labelled(asked.specialty, one.specialties, "specialty")
        and labelled(asked.insurance, one.insurance, "insurance")
        and labelled(asked.language, one.languages, "language")
        and labelled(asked.level, (one.level,), "level")
        and (not asked.way or asked.way in one.ways)
        and (not asked.accepting or one.accepting is True)
        and (not asked.years or (one.years is not None and one.years >= asked.years))
        and (asked.price is None or (one.price is not None and one.price <= asked.price))
        and all(any(word.startswith(part) for word in words) for part in fold(asked.q).split())
    )


def maybe(*values: str) -> some.SearchStrategy[str]:
    return some.just("") | some.sampled_from(values)


ASKED = some.builds(
    Filters,
    q=maybe("alma", "ELIN inv", "invented 7", "berlin", "nobody"),
    specialty=maybe("emdr", "Therap", "group", "Enfants", "no such"),
    insurance=maybe("sample care", "Sample Care Gold", "plan 1", "care", "CAREME"),
    language=maybe("English", "espanol", "sign"),
    way=some.sampled_from(("", "online", "in-person")),
    level=maybe("certified", "trainer"),
    accepting=some.booleans(),
    years=some.sampled_from((0, 1, 3, 31)),
    price=some.sampled_from((None, 0, 1, 60, 500)),
    within=some.sampled_from((0, 1, 25, 60, 500)),
    count=some.just(700),
)
SPOTS = some.none() | some.builds(
    Place,
    some.just("here"),
    some.sampled_from((0.1, 52.4, 90.0, -34.0)),
    some.sampled_from((-179.9, 13.0, 0.0, 151.0)),
)


@settings(max_examples=TRIES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(ASKED, SPOTS)
def test_any_filters_find_what_a_plain_look_finds(
    file: DirectoryFile, asked: Filters, place: Place | None
) -> None:
    results = file.search(Query(asked, place))
    wanted = {one.key for one in EVERYBODY if fits(one, asked, place)}
    assert {found.entry.key for found in results.found} == wanted
    assert (results.total, results.more) == (len(wanted), False)
    if place is not None:
        told = [found.km for found in results.found if found.km is not None]
        assert told == sorted(told)
        assert [found.km for found in results.found[: len(told)]] == told


def test_pages_of_results_hold_everybody_once(file: DirectoryFile) -> None:
    for place in (None, Place("here", 52.5, 13.4)):
        asked = [Filters(price=200, within=500, start=start) for start in range(0, 600, 20)]
        pages = [file.search(Query(each, place)) for each in asked]
        keys = [found.entry.key for page in pages for found in page.found]
        assert len(keys) == len(set(keys)) == pages[0].total > 40
