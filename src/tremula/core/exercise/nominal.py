"""The nominal path of a timeline as plain data: nobody intervenes, every check-in is answered at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tremula.core.session.timeline import CheckIn, Cue, Segment, Timeline

FIELDS = ("lasts", "kind", "text", "caption", "pose", "side", "repetition", "of", "fact", "place", "cm")
Moment = tuple[int, str, Cue]


def nominal_path(timeline: Timeline) -> dict[str, Any]:
    """`{"length", "chapters": […], "cues": […]}`, whole ms from the begin.

    What a cue does not have is "" for texts and poses, 0 for numbers, None for side, fact and place.
    """
    chapters, moments, at = [], list[Moment](), 0
    for chapter in timeline.chapters:
        begin = at
        for segment in timeline.segments:
            if segment.chapter == chapter.id:
                moments += [(at + cue.at, chapter.id, cue) for cue in segment.cues]
                at += segment.length
        chapters.append({"id": chapter.id, "title": chapter.title, "from": begin, "to": at})
    moments += asked(timeline)
    return {
        "length": at,
        "chapters": chapters,
        "cues": [told(*moment) for moment in sorted(moments, key=lambda moment: moment[0])],
    }


def told(at: int, chapter: str, cue: Cue) -> dict[str, Any]:
    """One cue with its absolute moment and its chapter."""
    return {"at": at, "chapter": chapter} | {name: getattr(cue, name) for name in FIELDS}


def asked(timeline: Timeline) -> Iterator[Moment]:
    """The check-ins where nobody stays silent."""
    if timeline.check_in is None:
        return
    at, tremor, ask_at = 0, 0, timeline.check_in.first
    for segment in timeline.segments:
        while segment.tremor and ask_at < until(segment, tremor, timeline.check_in):
            yield at + ask_at - tremor, segment.chapter, timeline.check_in.question
            ask_at += timeline.check_in.every
        tremor += segment.length if segment.tremor else 0
        at += segment.length


def until(segment: Segment, tremor: int, check_in: CheckIn) -> int:
    """The tremor time at which this segment ends."""
    return min(tremor + segment.length, check_in.cap)
