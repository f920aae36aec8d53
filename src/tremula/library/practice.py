"""Rules about the practice: poses and ways that exist, sides that are named, a tremor that can be stopped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from typing import get_args

from tremula.core.exercise.pose import Pose
from tremula.core.exercise.script import Record, Repeat, Script, Tremor, shakes
from tremula.core.session.timeline import Posture
from tremula.core.units import BadAmount, amount
from tremula.library.nodes import Path
from tremula.library.numbers import Wrong
from tremula.library.shape import instead
from tremula.library.walk import PartAt, StepAt, during_of, parts_of, poses_in, steps_of

LONGEST_STOP = 2 * 60_000
SIDED_FACTS = ("sway", "raise", "bend", "shake")


def practice_rules(script: Script, poses: Mapping[str, Pose]) -> Iterator[Wrong]:
    """All rules of this module for one script."""
    for at in steps_of(script):
        yield from pose_rules(at, poses)
        yield from side_rules(at)
        yield from silent_rules(at)
        yield from stop_length_rules(at, script)
    for part in parts_of(script):
        yield from part_rules(part, script)
    yield from name_rules(script)
    yield from tremor_rules(script)
    if script.id == "settle":
        yield from settle_rules(script)


def pose_rules(at: StepAt, poses: Mapping[str, Pose]) -> Iterator[Wrong]:
    """A pose that somebody has drawn; one drawn for the left needs to know its side."""
    for path, name in poses_in(at):
        if name not in poses:
            yield path, f"the pose “{name}” is not drawn; {instead(name, list(poses))}"
        elif poses[name].sides and not at.sided:
            yield path, f"the pose “{name}” has a side; add “side: left” here or “sides: [left, right]” above"


def side_rules(at: StepAt) -> Iterator[Wrong]:
    """What is done with one side says which; `only` needs two sides to choose from."""
    step, part = at.step, at.part
    if step.only and len(part.sides) < 2:
        yield (
            (*at.path, "only"),
            "“only” chooses between two sides; add “sides: [left, right]” to the segment",
        )
    if isinstance(step, Repeat):
        return
    if not at.sided and (step.fact in SIDED_FACTS or step.place == "side"):
        yield at.path, "the side is missing; add “side: left” here, or “sides: [left, right]” to the segment"


def silent_rules(at: StepAt) -> Iterator[Wrong]:
    """A recording says and shows nothing; words of a tremor come once, out of the way of its questions."""
    if isinstance(at.step, Record):
        for key in ("text", "caption", "pose"):
            if getattr(at.step, key):
                yield (*at.path, key), f"a recording is silent; take “{key}” away, or make a step of its own"
    if isinstance(at.step, Tremor):
        for path, during in during_of(at.step, at.path):
            if during.every:
                yield (*path, "every"), "words inside a tremor come once; take “every” away"


def stop_length_rules(at: StepAt, script: Script) -> Iterator[Wrong]:
    """One stop of the tremor is one to two minutes at most: after it comes the next, or the end."""
    if not isinstance(at.step, Tremor):
        return
    written, path = str(at.step.tremor), (*at.path, "tremor")
    choice = script.choices.get(written.removeprefix("$")) if written.startswith("$") else None
    if choice is not None:
        written, path = str(choice.to), ("choices", str(at.step.tremor)[1:], "to")
    with suppress(BadAmount):
        if amount(written).number > LONGEST_STOP:
            yield path, "a stop of the tremor lasts 2 minutes at most; write 2 min or less, and more stops"


def part_rules(at: PartAt, script: Script) -> Iterator[Wrong]:
    """Easier ways that exist, and `longer` where it can work."""
    path, part = at
    known = known_branches(script, path)
    if part.easier and part.easier not in known:
        way_out = instead(part.easier, known) if known else "add it under “branches”"
        yield (*path, "easier"), f"the easier way “{part.easier}” is not there; {way_out}"
    if part.longer and part.kind == "fixed":
        yield (
            (*path, "longer"),
            "a fixed segment cannot last longer; write “kind: stretchable” or “kind: open”",
        )
    if part.carries and (not at.branch or at.path[-1] == 0):
        yield (*path, "carries"), "only the second segment of a branch can go on where the main way was left"
    if len(set(part.sides)) != len(part.sides):
        yield (*path, "sides"), "the same side is there twice; write “sides: [left, right]”"


def known_branches(script: Script, path: Path) -> list[str]:
    """The easier ways that a part standing there can lead to: the main way's, and those of its variant."""
    if path[0] != "variants":
        return list(script.branches)
    variant = script.variants[int(path[1])]
    liked = [name for other in script.variants if other.id == variant.like for name in other.branches]
    return [*script.branches, *liked, *variant.branches]


def name_rules(script: Script) -> Iterator[Wrong]:
    """One name for one segment on each way."""
    seen: set[tuple[Path, str]] = set()
    for at in parts_of(script):
        way = at.path[:-1]
        if (way, at.part.id) in seen:
            yield (*at.path, "id"), f"a segment “{at.part.id}” is there already; choose another id"
        seen.add((way, at.part.id))


def tremor_rules(script: Script) -> Iterator[Wrong]:
    """Open, counted, asked about, limited, and followed by a stop that is never skipped."""
    shaking = [place for place, part in enumerate(script.segments) if shakes(part)]
    for place in shaking:
        yield from one_tremor_rules(script, place)
    if not shaking:
        return
    if script.check_ins is None:
        yield ("segments", shaking[0]), "a tremor needs “check-ins”: add them to the script"
    elif not capped(script, str(script.check_ins.cap)):
        yield (
            ("check-ins", "cap"),
            "the cap must be a choice with “limit: tremor”, so that safety can lower it",
        )
    after = shaking[-1] + 1
    if after >= len(script.segments) or not script.segments[after].keep:
        what = (
            "after the tremor comes a stop that is never skipped; add a segment with “keep: true” behind it"
        )
        yield ("segments", shaking[-1]), what
    if any(later - earlier > 1 for earlier, later in pairwise(shaking)):
        yield ("segments", shaking[-1]), "the stops of a tremor stand behind each other, with nothing between"


def one_tremor_rules(script: Script, place: int) -> Iterator[Wrong]:
    """A stop of the tremor ends when the person says so, has its number, and is lain through."""
    part, path = script.segments[place], ("segments", place)
    if part.kind != "open":
        yield path, "a tremor ends when the person says so; write “kind: open”"
    if not part.stop:
        yield path, "which stop of the tremor is it? Add “stop: 1” and so on"
    if (part.posture or script.posture) != "lying":
        yield path, "a tremor is only led lying; write “posture: lying”"


def capped(script: Script, cap: str) -> bool:
    """Whether the cap is a choice that safety may lower."""
    choice = script.choices.get(cap.removeprefix("$")) if cap.startswith("$") else None
    return choice is not None and choice.limit == "tremor"


def settle_rules(script: Script) -> Iterator[Wrong]:
    """A stop for every posture there is."""
    for posture in get_args(Posture):
        if not script.by_posture.get(posture):
            yield ("by-posture",), f"the stop for “{posture}” is missing; add “{posture}: …” under by-posture"
