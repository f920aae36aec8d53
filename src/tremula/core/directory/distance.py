"""How far two places are apart, and which squares of the map lie around a place. It knows no names."""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, ceil, cos, floor, radians, sin, sqrt

EARTH = 6371.0088
"""Mean radius in km (IUGG)."""
PER_DEGREE = EARTH * 3.141592653589793 / 180
"""km of one degree of latitude."""
SIDE = 0.25
"""Degrees of a square's side."""
ACROSS = round(360 / SIDE)
DOWN = round(180 / SIDE)
NOWHERE = -1
"""The square of what has no place."""
FARTHEST = 500
"""km of the widest search."""


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in km by the haversine formula (R. W. Sinnott, Sky and Telescope 68, 1984)."""
    up, along = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    half = sin(up) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(along) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def cell(lat: float, lon: float) -> int:
    """The square in which a place (degrees) lies."""
    row = min(DOWN - 1, max(0, floor((lat + 90) / SIDE)))
    return row * ACROSS + floor((lon + 180) / SIDE) % ACROSS


def cells_around(lat: float, lon: float, km: float) -> Iterator[tuple[int, int]]:
    """Runs of squares (first, last) that hold every place within `km`; also over date line and poles."""
    reach = km / PER_DEGREE
    low, high = max(-90.0, lat - reach), min(90.0, lat + reach)
    wide = widest(lat, reach, low, high)
    for row in range(floor((low + 90) / SIDE), min(DOWN - 1, floor((high + 90) / SIDE)) + 1):
        yield from runs(row, lon, wide)


def widest(lat: float, reach: float, low: float, high: float) -> float:
    """Degrees of longitude to either side, at the widest latitude."""
    if low <= -90 or high >= 90:
        return 180.0
    ratio = sin(radians(reach)) / cos(radians(lat))
    return 180.0 if ratio >= 1 else asin(ratio) * 180 / 3.141592653589793


def runs(row: int, lon: float, wide: float) -> Iterator[tuple[int, int]]:
    """The runs of one row; two where the date line cuts it."""
    first = floor((lon - wide + 180) / SIDE)
    last = ceil((lon + wide + 180) / SIDE)
    start = row * ACROSS
    if last - first >= ACROSS:
        yield start, start + ACROSS - 1
        return
    first, last = first % ACROSS, last % ACROSS
    if first <= last:
        yield start + first, start + last
    else:
        yield start + first, start + ACROSS - 1
        yield start, start + last
