"""Lays the steps of one segment end to end as cues. It knows one script and one side, nothing of sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import Any

import msgspec

from tremula.core.exercise.choices import Chosen, filled
from tremula.core.exercise.script import (
    Ask,
    Breathe,
    Chime,
    Common,
    During,
    Hold,
    Move,
    Number,
    Record,
    Repeat,
    Rest,
    Say,
    Shake,
    Show,
    Step,
    Tremor,
    Words,
)
from tremula.core.exercise.speech import NOT_RECORDED, Lengths, speaking, unhurried
from tremula.core.session.timeline import Cue, CueKind, Side
from tremula.core.units import span

LONG = 20_000
"""A hold of this length or more begins and ends with a chime and counts down."""
COUNTED = 5
CHIME = 1000
SOON = 1000
"""After the begin of a stop, where words go that have no other place."""
TAIL = 1000
"""Quiet before the end, or before the countdown, of a long step."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a script one is: its choices, the side, which of the sides that is, the repetition."""

    choices: Mapping[str, Chosen]
    words: Words
    side: Side | None = None
    which: str | None = None
    repetition: int = 0
    of: int = 0
    quiet: tuple[tuple[int, int], ...] = ()
    """When the tremor's questions are asked and awaited, in ms of the segment."""
    speech: Lengths = field(default_factory=dict)

    def ms(self, number: Number) -> int:
        """The whole milliseconds (or the count) that a number stands for."""
        return filled(number, self.choices).whole

    def put_in(self, text: str | None, side: Side | None) -> str:
        """The text with the words for the sides in it."""
        if not text or side is None:
            return text or ""
        here, other = (self.words.left, self.words.right)[:: 1 if side == "left" else -1]
        said = text.replace("{side}", here).replace("{other}", other)
        return said[:1].upper() + said[1:] if text.startswith("{") else said


@dataclass(slots=True)
class Track:
    """The cues of a segment so far, and where the next one begins."""

    at: int = 0
    cues: list[Cue] = field(default_factory=list)

    def put(self, cue: Cue) -> None:
        """Add a cue without moving on."""
        self.cues.append(cue)

    def finished(self) -> tuple[Cue, ...]:
        """All cues in the order of their moments, what was put first first; a recording lasts to the end."""
        cues = [
            msgspec.structs.replace(cue, lasts=self.at - cue.at) if cue.kind == "record" else cue
            for cue in self.cues
        ]
        return tuple(sorted(cues, key=lambda cue: cue.at))


def lay_all(steps: tuple[Step, ...], track: Track, here: Place) -> None:
    """Lay the steps that are for this side."""
    for step in steps:
        if step.only is None or step.only == here.which:
            lay(step, track, here)


def common(step: Common, here: Place, **more: Any) -> dict[str, Any]:
    """What every cue takes from its step."""
    side = step.side or here.side
    counted = {"repetition": here.repetition, "of": here.of} if step.fact else {}
    fields = {
        "text": here.put_in(step.text, side),
        "caption": here.put_in(step.caption, side),
        "pose": step.pose or "",
        "side": side,
        "fact": step.fact,
        "place": side if step.place == "side" else step.place,
    }
    return fields | counted | more


def add(track: Track, kind: CueKind, lasts: int, fields: dict[str, Any]) -> None:
    """Add a cue and move on by its length."""
    track.put(Cue(at=track.at, kind=kind, lasts=lasts, **fields))
    track.at += lasts


@singledispatch
def lay(step: object, track: Track, here: Place) -> None:
    """Lay one step of the closed vocabulary; a new kind is a new function below."""
    raise TypeError(f"no step of a script: {step!r}")


@lay.register
def _say(step: Say, track: Track, here: Place) -> None:
    fields = common(step, here)
    text = here.put_in(step.say, step.side or here.side)
    lasts = span(step.lasts) if step.lasts else unhurried(text, here.speech) + span(step.pause)
    add(track, "say", lasts, fields | {"text": text})


@lay.register
def _ask(step: Ask, track: Track, here: Place) -> None:
    text = here.put_in(step.ask, step.side or here.side)
    add(track, "ask", unhurried(text, here.speech) + span(step.pause), common(step, here, text=text))


@lay.register
def _show(step: Show, track: Track, here: Place) -> None:
    add(track, "show", span(step.lasts), common(step, here, pose=step.show))


@lay.register
def _move(step: Move, track: Track, here: Place) -> None:
    add(track, "move", here.ms(step.over), common(step, here, pose=step.move))


@lay.register
def _shake(step: Shake, track: Track, here: Place) -> None:
    add(track, "shake", here.ms(step.shake), common(step, here))


@lay.register
def _chime(step: Chime, track: Track, here: Place) -> None:
    add(track, "chime", span(step.chime), common(step, here))


@lay.register
def _record(step: Record, track: Track, here: Place) -> None:
    track.put(Cue(at=track.at, kind="record", sensor=step.record))


@lay.register
def _hold(step: Hold, track: Track, here: Place) -> None:
    lasts = here.ms(step.hold)
    if lasts < LONG:
        add(track, "hold", lasts, common(step, here))
        return
    add(track, "chime", CHIME, {})
    begin = track.at
    add(track, "hold", lasts, common(step, here))
    lay_during(step.during, track, here, begin, track.at - COUNTED * 1000 - TAIL)
    count_down(track, here)
    add(track, "chime", CHIME, {})


def count_down(track: Track, here: Place) -> None:
    """Five … one, in the last seconds before where the track stands."""
    for position, word in enumerate(here.words.count):
        left = COUNTED - position
        track.put(Cue(at=track.at - left * 1000, kind="count", lasts=1000, text=word, caption=str(left)))


@lay.register
def _rest(step: Rest, track: Track, here: Place) -> None:
    begin, lasts = track.at, here.ms(step.rest)
    add(track, "rest", lasts, common(step, here))
    lay_during(step.during, track, here, begin, track.at - TAIL)


@lay.register
def _tremor(step: Tremor, track: Track, here: Place) -> None:
    begin, cm = track.at, filled(step.cm, here.choices).number
    add(track, "tremor", here.ms(step.tremor), common(step, here, cm=cm))
    lay_beside_questions(step.during, track, here, begin, track.at - TAIL)


def lay_beside_questions(during: tuple[During, ...], track: Track, here: Place, begin: int, end: int) -> None:
    """Words of the tremor, never over a question or its answer; the first, what to do, may move for that."""
    spoken = begin
    for place, words in enumerate(during):
        cue, asked = during_cue(words, here), begin + span(words.at)
        others = (begin + SOON, *(until for _, until in here.quiet)) if place == 0 else ()
        for at in (asked, *others):
            if spoken <= at and at + cue.lasts <= end and is_quiet(at, at + cue.lasts, here):
                track.put(msgspec.structs.replace(cue, at=at))
                spoken = at + cue.lasts
                break


def is_quiet(begin: int, end: int, here: Place) -> bool:
    """Whether no question is asked or awaited between these moments."""
    return all(end <= since or until <= begin for since, until in here.quiet)


def lay_during(during: tuple[During, ...], track: Track, here: Place, begin: int, end: int) -> None:
    """Put words inside a long step, as often as they fit before `end`."""
    for words in during:
        at, cue = begin + span(words.at), during_cue(words, here)
        while at + cue.lasts <= end:
            track.put(msgspec.structs.replace(cue, at=at))
            if not words.every:
                break
            at += span(words.every)


def during_cue(words: During, here: Place) -> Cue:
    """Words inside a long step as a cue that still has no moment."""
    text, caption = here.put_in(words.text, here.side), here.put_in(words.caption, here.side)
    return Cue(
        at=0,
        kind="ask" if words.ask else "say",
        lasts=speaking(text, here.speech),
        text=text,
        caption=caption,
        pose=words.pose or "",
        side=here.side,
    )


@lay.register
def _breathe(step: Breathe, track: Track, here: Place) -> None:
    if step.text:
        fields = common(step, here)
        spoken = {
            "text": fields["text"],
            "caption": fields["caption"],
            "pose": fields["pose"],
            "side": fields["side"],
        }
        add(track, "say", unhurried(fields["text"], here.speech) + 1000, spoken)
    times = here.ms(step.breathe)
    for repetition in range(1, times + 1):
        lay_breath(step, track, here, {"repetition": repetition, "of": times})


def lay_breath(step: Breathe, track: Track, here: Place, counted: dict[str, int]) -> None:
    """One cue for the whole breath, and the words for breathing out inside it."""
    inhale, exhale = span(step.inhale), span(step.exhale)
    words = here.words.breathe_in
    fields = common(step, here) | {"text": words.text, "caption": words.caption} | counted
    add(track, "breathe", inhale + exhale, fields | {"inhale": inhale})
    out = here.words.breathe_out
    track.put(Cue(at=track.at - exhale, kind="say", lasts=exhale, text=out.text, caption=out.caption))


@lay.register
def _repeat(step: Repeat, track: Track, here: Place) -> None:
    times = here.ms(step.repeat)
    for repetition in range(1, times + 1):
        lay_all(step.steps, track, replace(here, repetition=repetition, of=times))


def told(title: str, words: Words, speech: Lengths = NOT_RECORDED) -> Cue:
    """ "Next: …", said where a chapter begins."""
    text, caption = words.next.replace("{title}", title), words.next_caption.replace("{title}", title)
    return Cue(at=0, kind="say", lasts=unhurried(text, speech) + 1000, text=text, caption=caption)
