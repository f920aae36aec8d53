"""The picture of a day between energy and rest, in numbers for an SVG. Invented: it measures nobody."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta

from tremula.core.wording import Grade, Short, Strict, Text

Level = Annotated[int, Meta(ge=0, le=10)]
Hour = Annotated[int, Meta(ge=0, le=24)]
WIDTH, HEIGHT = 360, 120
"""Of one state's picture, in units of its drawing."""
LEFT, RIGHT, TOP, BOTTOM = 8, 352, 8, 104
CALM, WAKE = 3, 7
"""Up to CALM it is rest, from WAKE on it is energy; between the two it is both."""
Zone = Literal["rest", "between", "energy"]


class Said(Strict, frozen=True):
    """What the heart, the breath and the senses do in a zone."""

    pulse: Short
    breath: Short
    senses: Short


class State(Strict, frozen=True):
    """One way through the day: how much energy there is at each of the day's hours, 0 to 10."""

    id: Literal["regulated", "on", "off"]
    title: Short
    words: Text
    levels: tuple[Level, ...]
    facts: tuple[str, ...] = ()


class Day(Strict, frozen=True):
    """content/learn/day.yaml."""

    title: Short
    text: Text
    """The whole picture in words, for those who do not see it."""
    note: Text
    source: Short
    grade: Grade
    hours: Annotated[tuple[Hour, ...], Meta(min_length=3)]
    happens: tuple[Short, ...]
    """What the day brings at each hour."""
    zones: dict[Zone, Said]
    states: Annotated[tuple[State, ...], Meta(min_length=3, max_length=3)]


class Point(NamedTuple):
    """A place in the drawing."""

    x: float
    y: float


class Moment(NamedTuple):
    """A row of the table: an hour, what happens, and each state's zone in words."""

    hour: str
    happens: str
    zones: tuple[Zone, ...]


def zone(level: float) -> Zone:
    """Which of the three a level belongs to."""
    if level <= CALM:
        return "rest"
    return "energy" if level >= WAKE else "between"


def points(day: Day, state: State) -> list[Point]:
    """The line of a state through the day, left to right; more energy is higher up."""
    first, last = day.hours[0], day.hours[-1]
    return [
        Point(
            round(LEFT + (RIGHT - LEFT) * (hour - first) / (last - first), 1),
            height(level),
        )
        for hour, level in zip(day.hours, state.levels, strict=True)
    ]


def height(level: float) -> float:
    """The y of a level."""
    return round(BOTTOM - (BOTTOM - TOP) * level / 10, 1)


def path(day: Day, state: State) -> str:
    """A smooth line through the points as SVG path data: each bend is level at the hours."""
    found = points(day, state)
    data = f"M{found[0].x:g} {found[0].y:g}"
    for before, after in pairwise(found):
        middle = round((before.x + after.x) / 2, 1)
        data += f"C{middle:g} {before.y:g} {middle:g} {after.y:g} {after.x:g} {after.y:g}"
    return data


def table(day: Day) -> list[Moment]:
    """The same in words, hour by hour."""
    return [
        Moment(f"{hour:02d}:00", happens, tuple(zone(state.levels[place]) for state in day.states))
        for place, (hour, happens) in enumerate(zip(day.hours, day.happens, strict=True))
    ]
