"""Finds a place by what a person types: a city, with state or country, or degrees. No lookup leaves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from tremula.core.directory.codes import TERRITORIES, belongs
from tremula.core.directory.entry import fold
from tremula.core.directory.filters import Named, Place

_DEGREES = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")

SLIP = 2
"""Letters too many or too few."""
ALIKE = 0.8
"""As difflib counts it: one letter wrong in five."""
NEAR = 0.5
"""Degrees around a city that are taken as its country."""
SHORT = {
    **{"st": "saint", "saint": "st", "ste": "sainte", "ft": "fort", "fort": "ft", "mt": "mount"},
    **{"mount": "mt", "n": "north", "s": "south", "e": "east", "w": "west"},
}
"""First words of cities that files shorten, and the other way round."""


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
        self.spelled: dict[Area, set[str]] = {}
        for area, names in areas:
            for name in (area[1] or area[0], *names):
                self.areas.setdefault(fold(name), set()).add(area)
                self.spelled.setdefault(area, set()).add(fold(name))

    def find(self, text: str, region: str = "", country: str = "", *, begun: bool = True) -> Place | None:
        """The largest city of this name, in the region and country if any are given; or plain degrees.

        `begun`: the begin of a name will do, which is for a person who then reads what was found.
        """
        if (degrees := _DEGREES.match(text)) is not None:
            lat, lon = float(degrees[1]), float(degrees[2])
            return Place(text.strip(), lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
        if (here := self.territory(region, country)) != "":
            region, country = "", here
        around = self.areas.get(fold(region), set())
        codes = {region.upper(), *(code for _, code in around)} if region else set()
        strict = not country and any(code for _, code in around)
        for cities, areas in self.readings(text, begun):
            inside = [
                city
                for city in cities
                if (not country or belongs(city.country, country.upper()))
                and all(any(lies_in(city, area) for area in same) for same in areas)
            ]
            if strict:
                found = [city for city in inside if any(lies_in(city, area) for area in around)]
            else:
                found = [city for city in inside if not codes or not city.region or city.region in codes]
            if not found and not around:
                found = inside if len(inside) == 1 else []
            if found:
                return told(max(found, key=people_of))
        return None

    def territory(self, region: str, country: str) -> str:
        """The country that a registry of the US writes as a state; empty for what is none."""
        if country.upper() not in ("", "US"):
            return ""
        return next((area[0] for area in self.areas.get(fold(region), ()) if area[0] in TERRITORIES), "")

    def behind(self, behind: Sequence[str]) -> set[Area] | None:
        """The areas that stand behind a name; None where something there is neither area nor city."""
        found = set[Area]()
        for part in map(fold, behind):
            if part not in self.areas and part not in self.named:
                return None
            found |= self.areas.get(part, set())
        return found

    def lies_there(self, place: Place, area: Area) -> bool:
        """Whether a place lies in an area, as far as cities around it tell."""
        if place.country and not area[1]:
            return belongs(place.country, area[0])
        every = (city for same in self.named.values() for city in same)
        return any(
            abs(city.lat - place.lat) < NEAR and abs(city.lon - place.lon) < NEAR and lies_in(city, area)
            for city in every
        )

    def naming(self, text: str, place: Place | None) -> tuple[Named, ...]:
        """What an entry without a place may say to be there."""
        name, *behind = text.split(",")
        words, areas = fold(name).split(), [self.wanted(part) for part in behind]
        country = frozenset((place.country,)) if place is not None and place.country else frozenset[str]()
        found = [self.calling(words, areas, country)]
        for cut in (1, 2, 3):
            if len(words) > cut and " ".join(words[-cut:]) in self.areas:
                found.append(
                    self.calling(words[:-cut], [*areas, self.wanted(" ".join(words[-cut:]))], country)
                )
        return tuple(each for each in found if each.city)

    def wanted(self, part: str) -> tuple[frozenset[str], frozenset[str]]:
        """Countries and regions that a text behind a city asks for; an unknown one is taken as a region."""
        areas = self.areas.get(fold(part))
        if areas is None:
            return frozenset(), frozenset((fold(part),))
        regions = frozenset(name for area in areas if area[1] for name in self.spelled[area])
        return frozenset(area[0] for area in areas), regions

    def calling(
        self,
        words: Sequence[str],
        areas: Sequence[tuple[frozenset[str], frozenset[str]]],
        country: frozenset[str],
    ) -> Named:
        """A city's words with what must be around it."""
        countries = frozenset(each for one, _ in areas for each in one) or country
        return Named(" ".join(words), countries, frozenset(each for _, one in areas for each in one))

    def like(self, text: str) -> list[str]:
        """Up to three places that may have been meant. The first letter must be right."""
        name, _, behind = text.partition(",")
        name = fold(name)
        near = (each for each in self.named if each[:1] == name[:1] and abs(len(each) - len(name)) <= SLIP)
        alike = [name] if name in self.named else get_close_matches(name, near, 12, ALIKE)
        areas = [area for part in behind.split(",") for area in self.areas_like(part)]
        meant = [city for area in areas for each in alike for city in self.named[each] if lies_in(city, area)]
        largest = (max(self.named[each], key=people_of) for each in alike)
        shown = (*by_size(meant), *by_size(largest))
        return list(dict.fromkeys(told(city).name for city in shown))[:3]

    def areas_like(self, text: str) -> list[Area]:
        """Countries and regions that may have been meant."""
        names = get_close_matches(fold(text), self.areas, 3, ALIKE) if fold(text) else []
        return [area for name in names for area in sorted(self.areas[name])]

    def readings(self, text: str, begun: bool) -> Iterator[tuple[Sequence[City], Sequence[set[Area]]]]:
        """What a text may mean: a city and areas behind it, a name with a comma in it, words without one."""
        name, *behind = text.split(",")
        known = all(fold(part) in self.areas for part in behind if fold(part))
        areas = [self.areas[fold(part)] for part in behind if fold(part) in self.areas]
        words, whole = fold(name).split(), fold(text)
        yield self.called(whole), ()
        if not known:
            return
        yield self.called(fold(name)), areas
        for cut in (1, 2, 3):
            same = self.areas.get(" ".join(words[-cut:]))
            if same and len(words) > cut:
                yield self.called(" ".join(words[:-cut])), [*areas, same]
        if begun:
            yield self.beginning(fold(name)), areas

    def called(self, name: str) -> Sequence[City]:
        """Cities of this name, with its first word written out or short: St Louis, Fort Worth."""
        if name in self.named:
            return self.named[name]
        first, _, rest = name.partition(" ")
        return self.named.get(f"{SHORT.get(first, first)} {rest}", ())

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
    return belongs(city.country, area[0]) and area[1] in ("", city.region)


def people_of(city: City) -> int:
    """How large it is."""
    return city.people


def by_size(cities: Iterable[City]) -> list[City]:
    """The largest first."""
    return sorted(cities, key=people_of, reverse=True)


def told(city: City) -> Place:
    """A city as a place, with what tells it from its namesakes."""
    name = ", ".join(filter(None, (city.name, city.region, city.country)))
    return Place(name, city.lat, city.lon, city.country)
