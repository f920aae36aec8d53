"""A place is found as people write it, and never another one of the same name when they say which."""

from __future__ import annotations

import pytest

from tremula.actions.directory import locator
from tremula.core.directory.entry import Entry
from tremula.core.directory.gazetteer import Gazetteer
from tremula.library.directory import read_gazetteer
from tremula.library.places import find_content


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return read_gazetteer(find_content())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((text, "New York City, NY, US") for text in ("New York", "new york, ny", "New York NY", "NYC")),
        *((text, "Munich, DE") for text in ("München", "Muenchen", "munchen", "Munich, Germany")),
        *(
            (text, "Frankfurt am Main, DE")
            for text in ("Frankfurt", "Frankfurt, Hessen", "Frankfurt Germany")
        ),
        *((text, "London, GB") for text in ("London", "London, UK", "London, England", "Londres")),
        *((text, "London, ON, CA") for text in ("London, ON", "London, Ontario, Canada")),
        *((text, "Paris, TX, US") for text in ("Paris, Texas", "Paris TX", "paris, tx, usa")),
        *((text, "Washington, DC, US") for text in ("Washington DC", "Washington, D.C.")),
        ("Springfield, Illinois", "Springfield, IL, US"),
        ("Berlin, Deutschland", "Berlin, DE"),
        ("Tbilisi, Georgia", "Tbilisi, GE"),
        ("Atlanta Georgia", "Atlanta, GA, US"),
        ("Sydney NSW", "Sydney, NSW, AU"),
        ("Bad Homburg", "Bad Homburg vor der Höhe, DE"),
        ("Москва", "Moscow, RU"),
        ("東京", "Tokyo, JP"),
    ],
)
def test_a_city_is_found_as_people_write_it(gazetteer: Gazetteer, text: str, name: str) -> None:
    found = gazetteer.find(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", ["Paris, Germany", "Nowhereatall", "91, 0", "", " , ", "x" * 500, ","])
def test_what_is_nowhere_is_not_guessed(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text) is None


@pytest.mark.parametrize(
    ("city", "region", "country", "lat"),
    [
        ("NEW YORK", "NY", "US", 40.7),
        ("Springfield", "Illinois", "", 39.8),
        ("Berlin", "BE", "DE", 52.5),
        ("Berlin", "BE", "", 52.5),
        ("London", "Ontario", "CA", 43.0),
        ("Bad", "", "DE", None),
        ("Santa", "", "US", None),
    ],
)
def test_an_entry_lies_where_its_file_says_or_nowhere(
    gazetteer: Gazetteer, city: str, region: str, country: str, lat: float | None
) -> None:
    placed = locator(gazetteer)(Entry("made:1", "Alma", city=city, region=region, country=country))
    assert (round(placed.lat, 1) if placed.lat is not None else None) == lat


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(
            (text, "Springfield, IL, US")
            for text in ("Springfield, Ill", "Springfield, Ill.", "Springfield Ill")
        ),
        ("San Juan, Puerto Rico, USA", "San Juan, PR"),
        ("Fort Worth, Tex.", "Fort Worth, TX, US"),
        ("Ft Worth", "Fort Worth, TX, US"),
    ],
)
def test_short_forms_are_understood(gazetteer: Gazetteer, text: str, name: str) -> None:
    found = gazetteer.find(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Springfield, Illinoi", "Springfield, IL, US"),
        ("Paris, Fance", "Paris, FR"),
        ("Chicago, Narnia", "Chicago, IL, US"),
    ],
)
def test_what_is_not_understood_behind_a_city_is_asked_about(
    gazetteer: Gazetteer, text: str, meant: str
) -> None:
    assert gazetteer.find(text) is None
    assert gazetteer.like(text)[0] == meant


@pytest.mark.parametrize(
    ("city", "region", "country", "lat"),
    [
        ("SAN JUAN", "PR", "US", 18.5),
        ("ST LOUIS", "MO", "US", 38.6),
        ("Springfield", "Ill.", "US", 39.8),
        ("Kenilworth", "Ill.", "", None),
        ("Winterthur", "Unheard", "CH", 47.5),
        ("Springfield", "Unheard", "US", None),
        ("Berlin, Mitte", "", "DE", 52.5),
    ],
)
def test_a_region_that_is_short_or_odd_loses_nobody_and_guesses_nothing(
    gazetteer: Gazetteer, city: str, region: str, country: str, lat: float | None
) -> None:
    placed = locator(gazetteer)(Entry("made:1", "Alma", city=city, region=region, country=country))
    assert (round(placed.lat, 1) if placed.lat is not None else None) == lat
    assert placed.guessed == ("city" if lat is not None else "")
