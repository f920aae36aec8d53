"""Chooses the way in which one body does an exercise, or that it is left out, and why. It compiles nothing.

The rule, for any set of needs at once: a way is open when none of its segments carries a barred tag; segments
with `may-go` then go alone. Of the open ways the one asked for comes first, then the one made for most
of the needs, then the one that leaves out least, then the first in the file. No open way: it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from tremula.core.exercise.fit import Fit, Tag, barred_tags
from tremula.core.exercise.script import (
    PARTS,
    Hold,
    Move,
    Part,
    Repeat,
    Rest,
    Script,
    Show,
    Step,
    Tremor,
    Variant,
    tags_of,
)
from tremula.core.session.timeline import Posture

Bars = frozenset[Tag]


class Way(NamedTuple):
    """One way to do an exercise, as a script of its own, and the parts that a body's bars took out of it."""

    script: Script
    variant: Variant | None = None
    gone: tuple[Part, ...] = ()


def way_of(script: Script, fit: Fit, coming_from: Posture | None = None) -> Way | None:
    """The way for this body; None when there is none. `coming_from` matters where stops stand by posture."""
    if script.id in fit.leave_out and script.id not in PARTS:
        return None
    bars = barred_tags(fit)
    open_ways = [way for way in opened(script, bars, fit) if fits(way.script, bars, coming_from)]
    return min(open_ways, key=preference(script.id, fit), default=None)


def preference(id: str, fit: Fit) -> Callable[[Way], tuple[bool, bool, int, int]]:
    """What is asked for, what names no place only as the last, most needs first, least gone first."""

    def ranked(way: Way) -> tuple[bool, bool, int, int]:
        variant = way.variant
        asked = variant is not None and fit.forms.get(id) == variant.id
        named = len(fit.needs.intersection(variant.needs)) if variant else 0
        return not asked, bool(variant and variant.anywhere), -named, len(way.gone)

    return ranked


def opened(script: Script, bars: Bars, fit: Fit) -> Iterator[Way]:
    """The main way and the variants, without the parts that may go; some of them may still be barred."""
    yield without_barred(Way(script), bars)
    for variant in script.variants:
        if variant.needs or variant.anywhere or fit.forms.get(script.id) == variant.id:
            yield without_barred(Way(as_script(script, variant), variant), bars)


def without_barred(way: Way, bars: Bars) -> Way:
    """The way without those of its parts that may go alone and have to."""
    gone = tuple(
        part for part in way.script.segments if part.may_go and bars.intersection(tags_of(way.script, part))
    )
    if not gone:
        return way
    kept = tuple(part for part in way.script.segments if part not in gone)
    return way._replace(script=msgspec.structs.replace(way.script, segments=kept), gone=gone)


def fits(script: Script, bars: Bars, coming_from: Posture | None) -> bool:
    """Whether something is left, and nothing that can be played carries a barred tag."""
    parts = [*played(script, coming_from)]
    stops = not script.by_posture or coming_from is None or coming_from in script.by_posture
    return stops and bool(script.segments) and not any(bars.intersection(tags_of(script, p)) for p in parts)


def played(script: Script, coming_from: Posture | None) -> Iterator[Part]:
    """Every part that can be played: the stop of where one comes from, the segments, the easier ways."""
    if coming_from is not None:
        yield from script.by_posture.get(coming_from, ())
    yield from script.segments
    for name in easier_ways(script.segments, script):
        yield from script.branches[name]


def easier_ways(parts: Sequence[Part], script: Script) -> list[str]:
    """The branches that these parts, or those branches themselves, lead to."""
    names = [part.easier for part in parts if part.easier]
    for name in names:
        names += [part.easier for part in script.branches[name] if part.easier and part.easier not in names]
    return list(dict.fromkeys(names))


def as_script(script: Script, variant: Variant) -> Script:
    """A variant as a script of its own, with what it takes over from the main way or from another variant."""
    taken = {part.id: part for part in taken_over(script, variant)}
    own = {part.id: part for part in variant.segments}
    order = variant.order or tuple(own)
    poses = None if variant.anywhere else variant.poses
    branches, stops = script.branches, script.by_posture
    if variant.like:
        liked = variant_named(script, variant.like)
        branches, stops = liked.branches | branches, liked.by_posture | stops
    return msgspec.structs.replace(
        script,
        posture=variant.posture or script.posture,
        tags=variant.tags,
        segments=tuple(own.get(name) or taken[name] for name in order),
        branches={name: shown_with(parts, poses) for name, parts in branches.items()} | variant.branches,
        by_posture={name: shown_with(parts, poses) for name, parts in stops.items()} | variant.by_posture,
        anywhere=variant.anywhere,
        variants=(),
    )


def taken_over(script: Script, variant: Variant) -> tuple[Part, ...]:
    """The parts that a variant can take over, shown with its own poses; later ones stand for earlier ones."""
    parts = script.segments
    if variant.like:
        liked = variant_named(script, variant.like)
        parts = (*taken_over(script, liked), *liked.segments)
    return shown_with(parts, None if variant.anywhere else variant.poses)


def variant_named(script: Script, id: str) -> Variant:
    """The variant of this name."""
    return next(variant for variant in script.variants if variant.id == id)


def shown_with(parts: Sequence[Part], poses: Mapping[str, str] | None) -> tuple[Part, ...]:
    """Parts with other poses, or (None) with none at all; everything else stays."""
    if poses is not None and not poses:
        return tuple(parts)
    return tuple(
        msgspec.structs.replace(part, steps=tuple(step_with(step, poses) for step in part.steps))
        for part in parts
    )


def other_pose(pose: str | None, poses: Mapping[str, str] | None) -> str | None:
    """The pose that stands for this one; none where no pose is shown."""
    return poses.get(pose, pose) if pose and poses is not None else None


def step_with(step: Step, poses: Mapping[str, str] | None) -> Step:
    """A step with other poses, also those inside it."""
    if isinstance(step, Repeat):
        return msgspec.structs.replace(step, steps=tuple(step_with(each, poses) for each in step.steps))
    changed: dict[str, Any] = {"pose": other_pose(step.pose, poses)}
    if isinstance(step, Move):
        changed["move"] = other_pose(step.move, poses) or step.move
    if isinstance(step, Show):
        changed["show"] = other_pose(step.show, poses) or step.show
    if isinstance(step, Hold | Rest | Tremor):
        changed["during"] = tuple(
            msgspec.structs.replace(words, pose=other_pose(words.pose, poses)) for words in step.during
        )
    return msgspec.structs.replace(step, **changed)
