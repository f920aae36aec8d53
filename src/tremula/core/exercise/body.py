"""The figure's body as data: its parts as hulls of balls, and the looks people may choose. It draws nothing.

Lengths are percent of stature in the frame they are given in (x to the person's left, y up, z to the front).
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.exercise.pose import Area, Id, Place, Thing

Ball = tuple[Annotated[str, Meta(pattern="^[=+-]?[a-z]+(-[a-z]+)?$")], float, float, float, float]
"""Frame, place in it, radius. Before the frame: "-" the left one, mirrored; "=" mirrored in it; "+" both."""
Hull = tuple[Ball, ...]
Tone = Literal["skin", "top", "sleeves", "legs", "hair", "features", "none"]
"""`none`: not drawn."""
Colour = Annotated[str, Meta(pattern="^#[0-9a-f]{6}$")]
Colours = dict[Literal["skin", "top", "legs", "hair", "features"], tuple[Colour, Colour]]
"""For light pages, then for dark ones."""
Factor = Annotated[float, Meta(ge=0.5, le=1.6)]


Box = tuple[float, float, float, float, float, float, float]
"""From x, y, z to x, y, z in a thing's own frame, and how round its corners are."""
Material = Literal["wall", "mat", "wood", "cloth"]


class Layer(Struct, frozen=True, forbid_unknown_fields=True):
    """What of a thing is made of one material."""

    of: Material
    boxes: tuple[Box, ...]


class Part(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A piece of one colour around its hulls; `near` brings it before what lies as deep."""

    id: Id
    tone: Tone
    hulls: tuple[Hull, ...]
    near: float = 0
    eyes: Literal["open", "closed"] | None = None
    """Seen only while the eyes are so."""


class Shape(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What every body has. `limbs` are written for the left."""

    joints: dict[Literal["belly", "ribs", "chest", "neck", "head", "shoulder", "hip"], Place]
    """Where a frame begins in the one before it; shoulder and hip are the left ones."""
    rest: dict[Literal["shoulder", "elbow", "wrist", "hip", "knee", "ankle"], tuple[float, float, float]]
    """How a joint hangs by itself: bend, outward, twist, in degrees."""
    laid: dict[Literal["floor", "wall", "limb", "pelvis"], tuple[Place, Place]]
    """Where palm and fingers of the left hand point on a surface, when a pose does not say."""
    middle: tuple[Part, ...]
    limbs: tuple[Part, ...]
    areas: dict[Area, Hull]
    """Where each area glows, and where a person can point at."""
    props: dict[Thing, tuple[Layer, ...]]


class Build(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A body type: factors on the width of shoulders and hips, and on the flesh around each frame."""

    id: Id
    title: str
    shoulders: Factor = 1
    hips: Factor = 1
    girth: dict[str, Factor] = {}


class Skin(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A tone of skin."""

    id: Id
    title: str
    colours: Colours


class Hair(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is on the head; `hulls` instead of the shape's own."""

    id: Id
    title: str
    colours: Colours
    hulls: tuple[Hull, ...] = ()
    tones: dict[str, Tone] = {}


class Clothes(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is worn: colours, and other tones for parts by id. `plain`: an outline alone."""

    id: Id
    title: str
    colours: Colours = {}
    tones: dict[str, Tone] = {}
    plain: bool = False
    hulls: tuple[Hull, ...] = ()
    """Around the head, instead of the hair's."""


class Looks(Struct, frozen=True, forbid_unknown_fields=True):
    """Every choice; the first of each is the usual one."""

    body: tuple[Build, ...]
    skin: tuple[Skin, ...]
    hair: tuple[Hair, ...]
    clothes: tuple[Clothes, ...]


class Body(Struct, frozen=True):
    """Shape and looks: what the page needs beside the poses."""

    shape: Shape
    looks: Looks
