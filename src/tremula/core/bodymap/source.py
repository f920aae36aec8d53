"""The body map as content describes it: regions cut from the figure, and feelings. It draws nothing."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.bodymap.places import Feeling, Group, Strengths
from tremula.core.exercise.pose import Id, Pose

Range = tuple[float, float]
Part = Annotated[str, Meta(pattern="^-?[a-z]+(-[a-z]+)*$")]
View = Literal["front", "back", "soles"]


class Cut(Struct, frozen=True, omit_defaults=False, forbid_unknown_fields=True):
    """What lies between two places along a bone's frame (`up`) and beside it (`out`), percent of stature."""

    frame: Part
    up: Range = (-99, 99)
    out: Range = (-99, 99)
    tilt: float = 0
    """Degrees by which the cut is turned."""


class Piece(Struct, frozen=True, omit_defaults=False, forbid_unknown_fields=True):
    """What is near some parts of the figure and within every cut."""

    parts: Annotated[tuple[Part, ...], Meta(min_length=1)]
    cuts: tuple[Cut, ...] = ()
    views: Annotated[tuple[View, ...], Meta(min_length=1)] = ("front", "back")


class Region(Struct, frozen=True, omit_defaults=False, forbid_unknown_fields=True):
    """A place that can be pointed at; with `sides` there is a left and a right one."""

    id: Id
    name: str
    group: Id
    pieces: Annotated[tuple[Piece, ...], Meta(min_length=1)]
    sides: bool = False


class BodyMapSource(Struct, frozen=True, forbid_unknown_fields=True):
    """content/figures/body-map/map.yaml. Of the regions, those that stand later lie on top."""

    pose: Pose
    strengths: Strengths
    feelings: tuple[Feeling, ...]
    groups: tuple[Group, ...]
    regions: tuple[Region, ...]
