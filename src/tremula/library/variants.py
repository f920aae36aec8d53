"""Rules about other ways for other bodies: names that exist, tags that help, a way that always fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from tremula.core.exercise.fit import BARS, PLACES, BodyNeed, Tag, places
from tremula.core.exercise.fitting import as_script, played, taken_over
from tremula.core.exercise.pose import Pose
from tremula.core.exercise.script import PARTS, Part, Script, Variant, tags_of
from tremula.library.nodes import Path
from tremula.library.numbers import Wrong
from tremula.library.practice import known_branches, tremor_rules
from tremula.library.shape import instead
from tremula.library.walk import StepAt, part_steps, parts_of, poses_in

UPRIGHT = 40
"""Percent of stature: a pelvis this high belongs to somebody who stands, at a wall too."""


def variant_rules(script: Script, poses: Mapping[str, Pose]) -> Iterator[Wrong]:
    """All rules of this module for one script."""
    broken = any(
        part.easier and part.easier not in known_branches(script, path) for path, part in parts_of(script)
    )
    for place in range(len(script.variants)):
        for wrong in name_rules(script, place):
            broken = True
            yield wrong
    if broken:
        return
    yield from shown_rules(script, script, poses, ())
    for place, variant in enumerate(script.variants):
        way, path = as_script(script, variant), ("variants", place)
        yield from help_rules(way, variant, path)
        yield from anywhere_rules(way, variant, path)
        yield from pose_rules(script, variant, poses, path)
        yield from shown_rules(way, variant, poses, path)
        yield from (((*path, "order"), what) for _, what in tremor_rules(way))
    if script.id in PARTS and not any(variant.anywhere for variant in script.variants):
        what = "a part needs a way that always fits; add a variant with “anywhere: true” and “tags: []”"
        yield ("variants",), what


def name_rules(script: Script, place: int) -> Iterator[Wrong]:
    """Names that exist: the variant that it is like, the segments of its order."""
    variant, path = script.variants[place], ("variants", place)
    earlier = [other.id for other in script.variants[:place]]
    if variant.id in earlier:
        yield (*path, "id"), f"a variant “{variant.id}” is there already; choose another id"
    if variant.like and variant.like not in earlier:
        known = instead(variant.like, earlier) if earlier else "no variant stands before it; take “like” away"
        yield (*path, "like"), f"no earlier variant is called “{variant.like}”; {known}"
        return
    known_parts = [part.id for part in (*taken_over(script, variant), *variant.segments)]
    for position, name in enumerate(variant.order):
        if name not in known_parts:
            way_out = instead(name, known_parts)
            yield (*path, "order", position), f"there is no segment “{name}”; {way_out}"
    if not variant.order and not variant.segments:
        yield path, "this variant has no segments; add “segments: …”, or “order: …” with those it takes over"


def help_rules(way: Script, variant: Variant, path: Path) -> Iterator[Wrong]:
    """A variant is made for a need when nothing in it carries what that need bars."""
    for position, need in enumerate(variant.needs):
        for part in need_parts(way):
            if harmful := sorted(barred_by(need).intersection(tags_of(way, part))):
                what = f"made for “{need}”, but its segment “{part.id}” has the tag “{harmful[0]}”"
                yield (*path, "for", position), f"{what}, which that need bars; change the segment or the tag"
                break


def anywhere_rules(way: Script, variant: Variant, path: Path) -> Iterator[Wrong]:
    """What fits every body asks nothing of it."""
    if not variant.anywhere:
        return
    if variant.posture:
        yield (*path, "posture"), "“anywhere” fits every posture; take “posture” away"
    for part in all_parts(way):
        if tags := tags_of(way, part):
            what = f"“anywhere” fits every body, but the segment “{part.id}” has the tag “{tags[0]}”"
            yield path, f"{what}; write “tags: []”, and segments of its own without tags"


def need_parts(way: Script) -> list[Part]:
    """What always comes: segments that may go alone do go where they are barred."""
    return [part for part in played(way, None) if not part.may_go]


def barred_by(need: BodyNeed) -> frozenset[Tag]:
    """The tags that one need bars when it stands alone."""
    lying_somewhere = need in ("chair", "bed", "cannot-stand")
    return BARS[need] | (PLACES - places(frozenset({need})) if lying_somewhere else frozenset())


def pose_rules(script: Script, variant: Variant, poses: Mapping[str, Pose], path: Path) -> Iterator[Wrong]:
    """Poses that stand for others: both drawn, the first one really there."""
    there = {
        name
        for part in taken_parts(script, variant)
        for at in part_steps(part, ())
        for _, name in poses_in(at)
    }
    for old, new in variant.poses.items():
        if new not in poses:
            yield (*path, "poses", old), f"the pose “{new}” is not drawn; {instead(new, list(poses))}"
        if old not in there:
            known = sorted(there)
            way_out = instead(old, known) if known else "take the line away"
            yield (*path, "poses", old), f"nothing that it takes over shows “{old}”; {way_out}"


def taken_parts(script: Script, variant: Variant) -> list[Part]:
    """Everything that a variant takes over, as it stands there."""
    here = Variant(id=variant.id, about=variant.about, tags=(), like=variant.like)
    taken = as_script(script, here)
    groups = chain.from_iterable((*taken.branches.values(), *taken.by_posture.values()))
    return [*taken_over(script, here), *groups]


def all_parts(way: Script | Variant) -> Iterator[Part]:
    """The parts of a way, of its branches and of its stops."""
    yield from way.segments
    yield from chain.from_iterable((*way.branches.values(), *way.by_posture.values()))


def shown_rules(way: Script, own: Script | Variant, poses: Mapping[str, Pose], path: Path) -> Iterator[Wrong]:
    """What a pose shows, its tags say: whoever cannot stand never sees somebody stand. Sides are known."""
    told, mine = set[str](), [*all_parts(own)]
    for part in all_parts(way):
        here = (*path, "segments", own.segments.index(part)) if part in own.segments else path
        for at in part_steps(part, ()):
            for _, name in poses_in(at):
                for what in shown_wrongly(name, poses, at, tags_of(way, part), part not in mine):
                    if part.id + what not in told:
                        told.add(part.id + what)
                        yield here, f"in segment “{part.id}” the pose “{name}” {what}"


def shown_wrongly(
    name: str, poses: Mapping[str, Pose], at: StepAt, tags: tuple[Tag, ...], taken: bool
) -> Iterator[str]:
    """What is wrong with one pose in one step; the sides of its own parts are looked at elsewhere."""
    pose = poses.get(name)
    if pose is None:
        return
    for tag in sorted(shown_tags(pose).difference(tags)):
        yield f"shows “{tag}”, but its tags do not say so; add “{tag}” to them, or show another pose"
    if pose.sides and not at.sided and taken:
        yield "has a side; show one without, or give the segment “sides: [left, right]”"


def shown_tags(pose: Pose) -> set[Tag]:
    """What a pose plainly shows: standing upright, or being on the floor or on a bed."""
    kinds: set[str] = {prop.kind for prop in pose.props}
    if "bed" in kinds:
        return {"bed"}
    if pose.low:
        return {"floor"} if "mat" in kinds else set()
    return {"standing"} if pose.root.at[1] >= UPRIGHT else set()
