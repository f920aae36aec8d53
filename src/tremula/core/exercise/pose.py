"""A pose of the figure: joint angles, what touches floor or wall, and how to look at it. It draws nothing.

Lengths are percent of stature (x to the person's left, y up, z to the front), angles are degrees.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Place = tuple[float, float, float]
Angle = Annotated[float, Meta(ge=-200, le=200)]
Angles = Angle | Annotated[tuple[Angle, ...], Meta(min_length=3, max_length=3)]
"""A bend alone; or bend, outward, twist (in the trunk: bend, twist, lean).

msgspec reads a tuple of fixed length in a union wrongly, hence the lengths as limits.
"""
Id = Annotated[str, Meta(pattern="^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
Joint = Literal[
    "spine", "chest", "neck", "head",
    "shoulder", "elbow", "wrist", "hip", "knee", "ankle",
    "left-shoulder", "left-elbow", "left-wrist", "left-hip", "left-knee", "left-ankle",
    "right-shoulder", "right-elbow", "right-wrist", "right-hip", "right-knee", "right-ankle",
]  # fmt: skip
Limb = Literal["feet", "left-foot", "right-foot", "hands", "left-hand", "right-hand", "back"]
Surface = Literal[
    "floor", "wall", "chair", "block", "bed",
    "pelvis", "belly", "chest", "head",
    "left-thigh", "left-shin", "left-foot", "right-thigh", "right-shin", "right-foot",
]  # fmt: skip
Area = Literal[
    "feet", "ankles", "shins", "calves", "knees", "thighs", "hamstrings", "inner-thighs",
    "left-feet", "left-ankles", "left-shins", "left-calves", "left-knees", "left-thighs", "left-hamstrings",
    "left-inner-thighs", "hips", "pelvis", "belly", "chest", "back", "neck", "shoulders", "arms", "hands",
]  # fmt: skip

Thing = Literal["wall", "mat", "chair", "block", "cushion", "bed"]


class Root(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The pelvis: its place, its turn (forward, to the left, lean), its spin about its own length."""

    at: Place
    turn: tuple[Angle, Angle, Angle] = (0, 0, 0)
    spin: Angle = 0


class Contact(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a foot, a hand or the back is planted on, and where in that surface's own frame.

    For a foot: `turn` outward, `heel` raised (negative: the toes), `roll` onto the outer edge, `swivel`
    of the knee outward. For a hand: where `palm` and `fingers` point, `swivel` of the elbow outward.
    """

    on: Surface
    at: Place = (0, 0, 0)
    turn: Angle = 0
    heel: Annotated[float, Meta(ge=-100, le=80)] = 0
    roll: Angle = 0
    swivel: Angle = 0
    palm: Place | None = None
    fingers: Place | None = None


class Prop(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A thing in the room; a wall at turn 0 stands behind the person and faces forward."""

    kind: Thing
    at: Place = (0, 0, 0)
    turn: Angle = 0


class Pose(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One pose by name. `sides: left` says that it is drawn for the left and mirrored for the right."""

    id: Id
    title: str
    view: Literal["front", "side", "quarter"]
    root: Root
    yaw: Angle = 0
    """Added to the view: how far the eye goes further round the person."""
    tilt: Annotated[float, Meta(ge=0, le=60)] = 8
    """How far the eye looks down."""
    centre: float = 0
    """How far in front of the room's middle the eye looks; negative: behind it."""
    low: bool = False
    """Lying and sitting on the floor: the floor is drawn higher on the sheet."""
    through: Id | None = None
    """Between this pose and one that does not name the same, the way leads through that pose."""
    joints: dict[Joint, Angles] = {}
    contacts: dict[Limb, Contact] = {}
    props: tuple[Prop, ...] = ()
    eyes: Literal["open", "closed"] = "open"
    curl: Annotated[float, Meta(ge=0, le=1)] = 0.3
    """How much the fingers are bent."""
    glow: tuple[Area, ...] = ()
    sides: Literal["left", ""] = ""
