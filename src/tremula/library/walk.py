"""Goes through a script with the path of everything, so that a rule can name a line. It judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tremula.core.exercise.script import During, Part, Repeat, Script, Step, Variant
from tremula.core.session.timeline import Side
from tremula.library.nodes import Path


class PartAt(NamedTuple):
    """A part and where it stands."""

    path: Path
    part: Part

    @property
    def branch(self) -> str:
        """The branch that it is in; empty on the main way and in the stops by posture."""
        return str(self.path[-2]) if "branches" in self.path else ""


class StepAt(NamedTuple):
    """A step, the part around it, and where it stands."""

    path: Path
    part: Part
    step: Step

    @property
    def sided(self) -> bool:
        """Whether this step has a side, its own or its part's."""
        return bool(self.part.sides) or self.own_side is not None

    @property
    def own_side(self) -> Side | None:
        return None if isinstance(self.step, Repeat) else self.step.side


class Said(NamedTuple):
    """Words that are spoken or shown, and where they stand."""

    path: Path
    words: str
    spoken: bool


def parts_of(script: Script) -> Iterator[PartAt]:
    """Every part: the main way, the branches, the stops by posture, and those of the variants."""
    yield from _parts_in(script, ())
    for place, variant in enumerate(script.variants):
        yield from _parts_in(variant, ("variants", place))


def _parts_in(holder: Script | Variant, path: Path) -> Iterator[PartAt]:
    for place, part in enumerate(holder.segments):
        yield PartAt((*path, "segments", place), part)
    for key, groups in (("branches", holder.branches), ("by-posture", holder.by_posture)):
        for name, parts in groups.items():
            for place, part in enumerate(parts):
                yield PartAt((*path, key, name, place), part)


def steps_of(script: Script) -> Iterator[StepAt]:
    """Every step, those inside a repeat too."""
    for path, part in parts_of(script):
        yield from part_steps(part, path)


def part_steps(part: Part, path: Path) -> Iterator[StepAt]:
    """Every step of one part."""
    yield from _inside(part, part.steps, (*path, "steps"))


def _inside(part: Part, steps: tuple[Step, ...], path: Path) -> Iterator[StepAt]:
    for place, step in enumerate(steps):
        here = (*path, place)
        yield StepAt(here, part, step)
        if isinstance(step, Repeat):
            yield from _inside(part, step.steps, (*here, "steps"))


def during_of(step: Step, path: Path) -> Iterator[tuple[Path, During]]:
    """The words inside a long step."""
    for place, during in enumerate(getattr(step, "during", ())):
        yield (*path, "during", place), during


def poses_in(at: StepAt) -> Iterator[tuple[Path, str]]:
    """Every pose a step names."""
    for key in ("pose", "move", "show"):
        name = getattr(at.step, key, None)
        if name:
            yield (*at.path, key), name
    for path, during in during_of(at.step, at.path):
        if during.pose:
            yield (*path, "pose"), during.pose


def said_in(at: StepAt) -> Iterator[Said]:
    """Every text and caption of a step."""
    for key in ("say", "ask", "text", "caption"):
        words = getattr(at.step, key, None)
        if words:
            yield Said((*at.path, key), words, key != "caption")
    for path, during in during_of(at.step, at.path):
        yield Said((*path, "text"), during.text, True)
        yield Said((*path, "caption"), during.caption, False)
