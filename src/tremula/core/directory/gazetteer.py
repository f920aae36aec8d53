"""Finds a place by what a person types: a city, with state or country, or degrees. No lookup leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tremula.core.directory.entry import fold
from tremula.core.directory.filters import Place

_DEGREES = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")


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


class Gazetteer:
    """Cities by their names."""

    def __init__(self, cities: Iterable[City]) -> None:
        self.named: dict[str, list[City]] = {}
        for city in cities:
            for name in {fold(name) for name in (city.name, *filter(None, city.others.split("|")))}:
                self.named.setdefault(name, []).append(city)

    def find(self, text: str, region: str = "", country: str = "") -> Place | None:
        """The largest city of this name, in the region and country if any are given; or plain degrees."""
        if (degrees := _DEGREES.match(text)) is not None:
            lat, lon = float(degrees[1]), float(degrees[2])
            return Place(text.strip(), lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
        name, _, rest = text.partition(",")
        wanted = [part.strip().upper() for part in rest.split(",") if part.strip()]
        for narrow in (fold(name), fold(text)):
            found = [
                city
                for city in self.named.get(narrow, ())
                if (not region or not city.region or city.region == region.upper())
                and (not country or city.country == country.upper())
                and all(part in (city.region, city.country) for part in wanted if len(part) == 2)
            ]
            if found:
                return told(max(found, key=lambda city: city.people))
        return None


def told(city: City) -> Place:
    """A city as a place, with what tells it from its namesakes."""
    name = ", ".join(filter(None, (city.name, city.region, city.country)))
    return Place(name, city.lat, city.lon, city.country)
