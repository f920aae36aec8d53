"""From a script's parts to a timeline's segments: sides, stops, easier ways. It knows no session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import msgspec

from tremula.core.exercise.choices import Chosen, filled
from tremula.core.exercise.lay import Place, Track, lay_all
from tremula.core.exercise.script import Hold, Part, Rest, Script, Step, Tremor, Words, tags_of
from tremula.core.exercise.speech import Lengths
from tremula.core.session.timeline import Cue, Segment, Side, Stretch
from tremula.core.units import span

Walk = tuple[Part, Side | None, str | None]


@dataclass(frozen=True, slots=True)
class Making:
    """One script being compiled: what it says, its numbers, the shared words, how long the clips are."""

    script: Script
    choices: Mapping[str, Chosen]
    words: Words
    speech: Lengths = field(default_factory=dict)


def segments_of(making: Making, parts: Sequence[Part], under: str) -> list[Segment]:
    """Compile parts, walked side by side; what lasts no time is left out, and so are stops beyond the cap."""
    made = [segment_of(making, walk, under) for walk in walks(parts)]
    kept = within_cap(making, [part.stop for part, _, _ in walks(parts)], made)
    return [segment for segment in kept if segment.length > 0]


def walks(parts: Sequence[Part]) -> Iterator[Walk]:
    """The parts in the order one does them: neighbours with sides on the first side, then on the other."""
    for sides, group in groupby(parts, key=lambda part: part.sides):
        neighbours = list(group)
        if not sides:
            yield from ((part, None, None) for part in neighbours)
        for which, side in zip(("first", "second"), sides, strict=False):
            yield from ((part, side, which) for part in neighbours)


def segment_of(making: Making, walk: Walk, under: str) -> Segment:
    """One part on one side as a segment. Its id is `under`/part-side."""
    part, side, which = walk
    script, track = making.script, Track()
    quiet = questions(making, part)
    lay_all(part.steps, track, Place(making.choices, making.words, side, which, 0, 0, quiet, making.speech))
    name = f"{under}/{part.id}" + (f"-{side}" if side else "")
    cues = track.finished()
    place = Place(making.choices, making.words)
    return Segment(
        id=name,
        chapter=script.id,
        title=place.put_in(part.title, side),
        posture=part.posture or script.posture,
        length=track.at,
        cues=cues,
        kind=part.kind,
        tags=tags_of(script, part),
        stretch=stretch_of(part, cues, making.choices),
        easier=f"{script.id}/{part.easier}" if part.easier else "",
        carries=part.carries,
        keep=part.keep,
        tremor=any(isinstance(step, Tremor) for step in part.steps),
        effort=any(is_effort(step, script) for step in part.steps),
    )


def is_effort(step: Step, script: Script) -> bool:
    """A hold whose length the safety limit of the wall sit lowers."""
    choice = script.choices.get(length_of(step))
    return isinstance(step, Hold) and choice is not None and choice.limit == "wall-sit"


def questions(making: Making, part: Part) -> tuple[tuple[int, int], ...]:
    """When the tremor's questions are asked and awaited in this stop, had every stop before it its length."""
    asks = making.script.check_ins
    length = next(
        (filled(step.tremor, making.choices).whole for step in part.steps if isinstance(step, Tremor)), 0
    )
    if asks is None or not length:
        return ()
    before = (part.stop - 1) * length
    moments = range(span(asks.first) - before, length, span(asks.every))
    return tuple((at, at + 2 * span(asks.window)) for at in moments)


def stretch_of(part: Part, cues: tuple[Cue, ...], choices: Mapping[str, Chosen]) -> Stretch | None:
    """How much longer a segment may last: never beyond the most of the choice that gives its length."""
    if part.longer is None:
        return None
    by, most = span(part.longer.by), part.longer.most
    for step in part.steps:
        name = length_of(step)
        if name in choices:
            room = choices[name].most.whole - choices[name].value.whole
            most = min(most, max(room, 0) // by)
    begins = next((cue.at + 1 for cue in cues if cue.kind in ("hold", "rest", "tremor")), 0)
    return Stretch(start=begins, by=by, most=most) if most else None


def length_of(step: Step) -> str:
    """The name of the choice that gives a long step its length, or nothing."""
    number = {Hold: "hold", Rest: "rest", Tremor: "tremor"}.get(type(step))
    written = getattr(step, number) if number else ""
    return written[1:] if isinstance(written, str) and written.startswith("$") else ""


def within_cap(making: Making, stops: list[int], made: list[Segment]) -> Iterator[Segment]:
    """Leave out the stops that the dose does not ask for, or that would pass the most time of all."""
    check_ins = making.script.check_ins
    place, tremor = Place(making.choices, making.words), 0
    for stop, segment in zip(stops, made, strict=True):
        if check_ins and stop:
            passes_cap = tremor + segment.length > place.ms(check_ins.cap)
            if stop > place.ms(check_ins.stops) or (tremor and passes_cap):
                continue
            tremor += segment.length
        yield segment


def announced(segment: Segment, cue: Cue) -> Segment:
    """The first segment of a chapter with "Next: …" before it (`told`)."""
    later = tuple(msgspec.structs.replace(other, at=other.at + cue.lasts) for other in segment.cues)
    stretch = segment.stretch and msgspec.structs.replace(
        segment.stretch, start=segment.stretch.start + cue.lasts
    )
    return msgspec.structs.replace(
        segment, cues=(cue, *later), length=segment.length + cue.lasts, stretch=stretch
    )
