"""What a content file says: an exercise or part as a script of segments and steps. It knows no file or line.

Steps are a closed vocabulary; in a file each is written with its kind as the key (`say: …`, `hold: 3 s`).
Numbers are counts or amounts ("4 s", "2.5 cm"); `$name` stands for one of the script's choices.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from tremula.core.bodymap.places import BodyMap
from tremula.core.exercise.body import Body
from tremula.core.exercise.fit import BodyNeed, Tag
from tremula.core.exercise.fit_words import FitWords
from tremula.core.exercise.pose import Pose
from tremula.core.session.timeline import Fact, Place, Posture, Sensor, Side

Dose = Literal["low", "default", "high"]
Id = Annotated[str, Meta(pattern="^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
Text = Annotated[str, Meta(min_length=1, max_length=600)]
Caption = Annotated[str, Meta(min_length=1, max_length=70)]
Number = Annotated[int, Meta(ge=0)] | str
"""A count, an amount with its unit, or $choice."""
Need = Literal["wall", "mat", "chair", "cushion"]
Bound = Literal["wall-sit", "tremor"]
PARTS = ("arrive", "stop-practice", "settle", "rest")
"""What stands around the exercises; always there, in a form that fits."""
LOW_SEAT = 120
"""Degrees of the knee in the usual wall sit; who must stay higher gets another form."""


class Choice(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A number that the dose decides. `low` and `high` are the method's ends, the others are safety's."""

    from_: Number = field(name="from")
    low: Number
    default: Number
    high: Number
    to: Number
    about: Text
    """What the number is, in plain words, for the library page."""
    limit: Bound | None = None
    """The safety limit that lowers this choice in a real session."""


class During(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Words inside a long step, `at` so long after its begin, and `every` so long again, where they fit."""

    at: str
    text: Text
    caption: Caption
    pose: Id | None = None
    ask: bool = False
    """A question to the person, with buttons on the screen."""
    every: str = ""


class Common(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What every step may carry."""

    text: Text | None = None
    caption: Caption | None = None
    pose: Id | None = None
    side: Side | None = None
    fact: Fact | None = None
    place: Place | Literal["side"] | None = None
    """`side` stands for the side one is on."""
    only: Literal["first", "second"] | None = None
    """Only on the first or only on the second side of a segment with `sides`."""


class Say(Common, frozen=True, tag_field="kind", tag="say", forbid_unknown_fields=True, kw_only=True):
    """Words. They take as long as the voice needs, then `pause`; or exactly `lasts`."""

    say: Text
    pause: str = "2 s"
    lasts: str | None = None


class Show(Common, frozen=True, tag_field="kind", tag="show", forbid_unknown_fields=True, kw_only=True):
    """A pose, at once."""

    show: Id
    lasts: str = "0 s"


class Move(Common, frozen=True, tag_field="kind", tag="move", forbid_unknown_fields=True, kw_only=True):
    """A movement into a pose, `over` so long."""

    move: Id
    over: Number


class Hold(Common, frozen=True, tag_field="kind", tag="hold", forbid_unknown_fields=True, kw_only=True):
    """Staying where one is. Long holds begin and end with a chime and count down their last five seconds."""

    hold: Number
    during: tuple[During, ...] = ()


class Breathe(Common, frozen=True, tag_field="kind", tag="breathe", forbid_unknown_fields=True, kw_only=True):
    """Full breaths, one cue each. `text` is said before the first."""

    breathe: Number
    inhale: str = "4 s"
    exhale: str = "6 s"


class Shake(Common, frozen=True, tag_field="kind", tag="shake", forbid_unknown_fields=True, kw_only=True):
    """Shaking a limb loose."""

    shake: Number


class Rest(Common, frozen=True, tag_field="kind", tag="rest", forbid_unknown_fields=True, kw_only=True):
    """Doing nothing for a while."""

    rest: Number
    during: tuple[During, ...] = ()


class Chime(Common, frozen=True, tag_field="kind", tag="chime", forbid_unknown_fields=True, kw_only=True):
    """A soft tone, and silence for so long."""

    chime: str


class Ask(Common, frozen=True, tag_field="kind", tag="ask", forbid_unknown_fields=True, kw_only=True):
    """A question to the person; the session goes on."""

    ask: Text
    pause: str = "8 s"


class Tremor(Common, frozen=True, tag_field="kind", tag="tremor", forbid_unknown_fields=True, kw_only=True):
    """A stop of the tremor: knees `cm` closer, then so long for the body to do what it does."""

    tremor: Number
    cm: Number
    during: tuple[During, ...] = ()


class Record(Common, frozen=True, tag_field="kind", tag="record", forbid_unknown_fields=True, kw_only=True):
    """From here to the end of the segment a sensor may listen, where there is one. It takes no time."""

    record: Sensor


class Repeat(
    Struct, frozen=True, tag_field="kind", tag="repeat", forbid_unknown_fields=True, omit_defaults=True
):
    """Steps again and again; their facts carry which repetition it is."""

    repeat: Number
    steps: tuple[Step, ...]
    only: Literal["first", "second"] | None = None


Step = Say | Show | Move | Hold | Breathe | Shake | Rest | Chime | Ask | Tremor | Record | Repeat
KINDS = (
    "say",
    "show",
    "move",
    "hold",
    "breathe",
    "shake",
    "rest",
    "chime",
    "ask",
    "tremor",
    "record",
    "repeat",
)


class Longer(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How `longer` works: `by` so much, at most `most` times, and never beyond the choice's `to`."""

    by: str
    most: Annotated[int, Meta(ge=1, le=20)]


class Part(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A segment as written: one step of the practice in the player's sense."""

    id: Id
    title: Annotated[str, Meta(min_length=1, max_length=48)]
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]
    posture: Posture | None = None
    """Where it differs from the script's."""
    tags: tuple[Tag, ...] = ()
    """Where they differ from the script's; then these alone hold."""
    may_go: bool = field(default=False, name="may-go")
    """Left out alone where a body bars its tags; the rest of the exercise stays."""
    sides: tuple[Side, ...] = ()
    """Neighbours with the same sides are walked together: all of the first side, then all of the second."""
    kind: Literal["fixed", "stretchable", "open"] = "fixed"
    longer: Longer | None = None
    easier: Id | None = None
    """The branch that `too-much` takes."""
    carries: bool = False
    """In a branch: goes on at the position where `too-much` came."""
    keep: bool = False
    """May not be skipped."""
    stop: Annotated[int, Meta(ge=1)] = 0
    """Which stop of the tremor this is; stops beyond the dose's number are left out."""


POSTURE_TAGS: Mapping[Posture, tuple[Tag, ...]] = {
    "standing": ("standing",),
    "wall": ("standing", "wall"),
    "fold": ("standing",),
    "lying": ("lying",),
    "sitting": ("sitting",),
}
"""What a posture asks of a body by itself, written or not."""


def shakes(part: Part) -> bool:
    """Whether the body may shake in this part."""
    return any(isinstance(step, Tremor) for step in part.steps)


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a check-in."""

    text: Text
    caption: Caption


class CheckIns(Struct, frozen=True, forbid_unknown_fields=True):
    """The questions of the tremor and its most time of all. `stops` is the most stops of the dose."""

    first: str
    every: str
    window: str
    cap: Number
    stops: Number
    question: Question
    again: Question


class Source(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where it comes from; `ours` says what is not in the source."""

    title: Text
    ours: Text | None = None


class Differs(Struct, frozen=True, forbid_unknown_fields=True):
    """Where safety made this other than the source."""

    source: Text
    here: Text
    why: Text


class Adaptation(Struct, frozen=True, forbid_unknown_fields=True):
    """How to fit it to a body."""

    when: Text
    do: Text


class Variant(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """The same exercise done another way: its own segments, and those of the main way that it takes over.

    Which one a person gets: `fitting.py`.
    """

    id: Id
    about: Text
    """How it is done, for the notes and the library: "with a hand on the wall"."""
    needs: tuple[BodyNeed, ...] = field(default=(), name="for")
    """The needs it is made for; none: only who asks for it gets it."""
    posture: Posture | None = None
    """Where it differs from the script's."""
    tags: tuple[Tag, ...]
    anywhere: bool = False
    """Names no posture and shows no pose, so that it fits where nothing else does."""
    segments: tuple[Part, ...] = ()
    like: Id | None = None
    """An earlier variant that it takes over from; none: the main way."""
    order: tuple[Id, ...] = ()
    """Its segments by name, its own or those it takes over; none: its own as they stand."""
    poses: dict[Id, Id] = {}
    """In what it takes over: the pose there, and the pose that stands for it here."""
    branches: dict[Id, tuple[Part, ...]] = {}
    by_posture: dict[Posture, tuple[Part, ...]] = field(default={}, name="by-posture")


class Script(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """One exercise (with a number) or one part around the exercises (without)."""

    id: Id
    number: Annotated[int, Meta(ge=1, le=8)] | None = None
    title: Annotated[str, Meta(min_length=1, max_length=48)]
    purpose: Text
    areas: tuple[Text, ...] = ()
    needs: tuple[Need, ...] = ()
    posture: Posture
    tags: tuple[Tag, ...] = ()
    cautions: tuple[Text, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()
    choices: dict[Id, Choice] = {}
    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]
    differs: tuple[Differs, ...] = ()
    read: Annotated[tuple[Text, ...], Meta(min_length=1)]
    """The whole exercise in words, paragraph by paragraph, with its numbers."""
    locked: bool = False
    """Readable; its guided form waits for a gate."""
    segments: Annotated[tuple[Part, ...], Meta(min_length=1)]
    anywhere: bool = False
    """Names no posture, so that it fits where nothing else does."""
    variants: tuple[Variant, ...] = ()
    """Other ways for other bodies; of equally good ones the first is taken."""
    branches: dict[Id, tuple[Part, ...]] = {}
    by_posture: dict[Posture, tuple[Part, ...]] = field(default={}, name="by-posture")
    """Played before the segments, chosen by the posture one comes from (the stops of `settle`)."""
    check_ins: CheckIns | None = field(default=None, name="check-ins")


def tags_of(script: Script, part: Part) -> tuple[Tag, ...]:
    """The tags of a part: its own, else its script's, and what its posture asks for by itself."""
    by_posture = () if script.anywhere else POSTURE_TAGS[part.posture or script.posture]
    return tuple(dict.fromkeys((*(part.tags or script.tags), *by_posture)))


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The texts that belong to no exercise. {title}, {side} and {other} are put in."""

    next: Text
    next_caption: Caption = field(name="next-caption")
    ready: Question
    breathe_in: Question = field(name="breathe-in")
    breathe_out: Question = field(name="breathe-out")
    left: Text
    right: Text
    count: tuple[Text, Text, Text, Text, Text]
    """Five, four, three, two, one."""
    limited: dict[Bound, Text]
    """Why a number is lower today: {from} and {to} are put in."""
    fit: FitWords


class Limits(Struct, frozen=True):
    """What a real session gives, whatever the dose says: at most so many ms, and amounts by rule."""

    wall_sit: int | None = None
    """The most of one sitting with its `longer`; None means no limit here."""
    tremor: int | None = None
    wall_total: int | None = None
    """The most of all sittings at the wall; one sitting and its `longer` never pass it."""
    knee_angle: int | None = None
    """The smallest angle of the knees at the wall, in degrees."""
    hang: bool = True
    """Whether there is hanging forward after the wall sit."""
    amounts: Mapping[str, Mapping[str, int]] = {}
    """By script and choice, in the choice's base unit: stands for the dose's amount, within the bounds."""

    def of(self, bound: Bound | None) -> int | None:
        """The limit that a choice names."""
        if bound == "tremor":
            return self.tremor
        known = [limit for limit in (self.wall_sit, self.wall_total) if limit is not None]
        return min(known, default=None) if bound else None

    @property
    def barred(self) -> frozenset[Tag]:
        """The tags that these limits bar."""
        low = self.knee_angle is not None and self.knee_angle > LOW_SEAT
        return frozenset[Tag]({"wall-low"} if low else ()) | frozenset[Tag](() if self.hang else {"hang"})


class Library(Struct, frozen=True):
    """All that content/ holds for the practice, by id, in the order of practice."""

    scripts: Mapping[str, Script]
    poses: Mapping[str, Pose]
    words: Words
    speech: Mapping[str, int] = {}
    """Milliseconds of every recorded text by its `clip_key`, the longest over the speakers."""
    body: Body | None = None
    """The figure's body and its looks."""
    body_map: BodyMap | None = None
    """The places of the body that can be marked, as drawn."""
