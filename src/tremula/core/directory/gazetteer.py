"""Finds a place by what a person types: a city, with state or country, or degrees. No lookup leaves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from tremula.core.directory.entry import fold
from tremula.core.directory.filters import Place

_DEGREES = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")

SLIP = 2
"""Letters too many or too few."""
ALIKE = 0.8
"""As difflib counts it: one letter wrong in five."""


@dataclass(frozen=True, slots=True)
class City:
    """A city; `others` are more names, with | between them."""

    name: str
    country: str
    region: str
    lat: float
    lon: float
    people: int
    others: str = ""


Area = tuple[str, str]
"""A country and its region, or none; in letters."""


class Gazetteer:
    """Cities by their names, and what may stand behind a city: countries and regions."""

    def __init__(self, cities: Iterable[City], areas: Iterable[tuple[Area, Iterable[str]]] = ()) -> None:
        self.named: dict[str, list[City]] = {}
        for city in cities:
            for name in {fold(name) for name in (city.name, *filter(None, city.others.split("|")))}:
                self.named.setdefault(name, []).append(city)
        self.areas: dict[str, set[Area]] = {}
        for area, names in areas:
            for name in (area[1] or area[0], *names):
                self.areas.setdefault(fold(name), set()).add(area)

    def find(self, text: str, region: str = "", country: str = "", *, begun: bool = True) -> Place | None:
        """The largest city of this name, in the region and country if any are given; or plain degrees.

        `begun`: the begin of a name will do, which is for a person who then reads what was found.
        """
        if (degrees := _DEGREES.match(text)) is not None:
            lat, lon = float(degrees[1]), float(degrees[2])
            return Place(text.strip(), lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
        codes = {region.upper(), *(code for _, code in self.areas.get(fold(region), ()))} if region else set()
        for cities, areas in self.readings(text, begun):
            found = [
                city
                for city in cities
                if (not codes or not city.region or city.region in codes)
                and (not country or city.country == country.upper())
                and all(any(lies_in(city, area) for area in same) for same in areas)
            ]
            if found:
                return told(max(found, key=lambda city: city.people))
        return None

    def like(self, text: str) -> list[str]:
        """Up to three places that may have been meant. The first letter must be right."""
        name = fold(text.partition(",")[0])
        near = (each for each in self.named if each[:1] == name[:1] and abs(len(each) - len(name)) <= SLIP)
        largest = (max(self.named[each], key=people_of) for each in get_close_matches(name, near, 12, ALIKE))
        return list(dict.fromkeys(told(city).name for city in sorted(largest, key=people_of, reverse=True)))[
            :3
        ]

    def readings(self, text: str, begun: bool) -> Iterator[tuple[Sequence[City], Sequence[set[Area]]]]:
        """What a text may mean: a city and areas behind it, a name with a comma in it, words without one."""
        name, *behind = text.split(",")
        areas = [self.areas[fold(part)] for part in behind if fold(part) in self.areas]
        words, whole = fold(name).split(), fold(text)
        yield self.named.get(fold(name), ()), areas
        yield self.named.get(whole, ()), ()
        for cut in (1, 2, 3):
            same = self.areas.get(" ".join(words[-cut:]))
            if same and len(words) > cut:
                yield self.named.get(" ".join(words[:-cut]), ()), [*areas, same]
        if begun:
            yield self.beginning(fold(name)), areas

    def beginning(self, name: str) -> list[City]:
        """Cities whose longer name begins with these words: Bad Homburg, New York."""
        if len(name) < 4:
            return []
        first = bisect_left(self.sorted, f"{name} ")
        last = bisect_left(self.sorted, f"{name}!")
        return [city for each in self.sorted[first:last] for city in self.named[each]]

    @cached_property
    def sorted(self) -> list[str]:
        return sorted(self.named)


def lies_in(city: City, area: Area) -> bool:
    """Whether a city lies in a country, or in its region."""
    return city.country == area[0] and area[1] in ("", city.region)


def people_of(city: City) -> int:
    """How large it is."""
    return city.people


def told(city: City) -> Place:
    """A city as a place, with what tells it from its namesakes."""
    name = ", ".join(filter(None, (city.name, city.region, city.country)))
    return Place(name, city.lat, city.lon, city.country)
