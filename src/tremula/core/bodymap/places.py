"""The body map as it is used: places with names, feelings, and their outlines for each body type and view.

It is read from content/figures/body-map/drawn.json, which `make docs` makes from the figure itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.exercise.body import Colour
from tremula.core.exercise.pose import Id

Word = Annotated[str, Meta(min_length=1, max_length=40)]
Strengths = tuple[Word, Word, Word]
"""The words for 1, 2 and 3; 0 is not felt."""
Face = Literal["front", "back"]
FACES: tuple[Face, Face] = ("front", "back")


class Feeling(Struct, frozen=True, forbid_unknown_fields=True):
    """What can be felt; `line` is its pattern in a tile of 5 × 5, so that nothing depends on colour alone."""

    id: Id
    name: Word
    line: str
    colours: tuple[Colour, Colour]
    """For light pages, then for dark ones."""


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """Places that a list shows together."""

    id: Id
    name: Word


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """A named place of the body; of a pair, `side` says which."""

    id: Id
    name: Word
    group: Id
    side: Literal["left", "right", ""] = ""


class Picture(Struct, frozen=True, forbid_unknown_fields=True):
    """SVG paths of one view: the body's outline, its face, its places by id."""

    height: int
    outline: str
    features: str
    regions: dict[str, str]


class BodyMap(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All that a page, a report or a check of a record needs; `width`: of every picture."""

    width: int
    strengths: Strengths
    feelings: tuple[Feeling, ...]
    groups: tuple[Group, ...]
    places: tuple[Place, ...]
    builds: dict[str, dict[Face, Picture]]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each place, in the order of the body from the head down."""
        return {place.id: place.name for place in self.places}

    @cached_property
    def feels(self) -> Mapping[str, str]:
        """The name of each feeling."""
        return {feeling.id: feeling.name for feeling in self.feelings}

    def picture(self, build: str, face: Face) -> Picture:
        """One view of a body type; of the first one where there is none of that name."""
        return (self.builds.get(build) or next(iter(self.builds.values())))[face]
