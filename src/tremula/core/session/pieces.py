"""A session as the pieces that sound files are made of. It knows no sound.

A file hears nobody, so nothing in it rests on an answer: each block of tremor ends by itself in its settling,
and more of it is a piece of its own, apart, that begins by saying when it may be played.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from tremula.core.exercise.choices import choose, filled
from tremula.core.exercise.script import Dose, Limits, Question, Script, Text, Tremor
from tremula.core.exercise.segments import length_of
from tremula.core.exercise.speech import unhurried
from tremula.core.failure import Refusal
from tremula.core.session.timeline import Cue, Segment, Timeline

SETTLE = "settle"
WALL_MOST = 60_000
TREMOR_MOST = 180_000
"""ms. Nobody is asked and nobody can say "too much": a beginner's bounds, whatever a person has reached."""
TIME_TO_STOP = 12_000
PAUSE = 3_000


class Instead(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said in place of words that only make sense where somebody listens."""

    text: Text
    """As it stands in the session."""
    words: Question


class SoundWords(Struct, frozen=True, forbid_unknown_fields=True):
    """content/words/<lang>/sound-files.yaml: what only sound files say."""

    opening: Question
    """How the first file begins."""
    warning: Question
    """Said before a tremor: how to stop, since nobody asks."""
    single: Question
    """Added where everything is one file."""
    only_if: Question = field(name="only-if")
    """How a file with more shaking begins."""
    back: Question
    """After lying down again in such a file."""
    more: Question
    """The end of a block, where there are files with more."""
    ended: Question
    """The end of a block, where there are none."""
    titles: dict[str, Text]
    """`opening`, `warning`, `more`, `end`: what the contents call these."""
    instead: tuple[Instead, ...]
    screen: tuple[Text, ...]
    """Words of screens and keys, which no sound file says."""


class Piece(Struct, frozen=True):
    """One sound file to be: its name without ending, the folder it stands in ("" or its own), its steps."""

    name: str
    title: str
    segments: tuple[Segment, ...]
    folder: str = ""

    @property
    def length(self) -> int:
        """Milliseconds."""
        return sum(segment.length for segment in self.segments)

    @property
    def tremor(self) -> int:
        """Milliseconds of open shaking."""
        return sum(segment.length for segment in self.segments if segment.tremor)


def file_limits(limits: Limits) -> Limits:
    """These limits, and nowhere above what a file may ask for."""
    wall = min(WALL_MOST, limits.wall_sit if limits.wall_sit is not None else WALL_MOST)
    tremor = min(TREMOR_MOST, limits.tremor if limits.tremor is not None else TREMOR_MOST)
    return replace(limits, wall_sit=wall, tremor=tremor)


def with_stops_that_fill(scripts: Iterable[Script], dose: Dose, limits: Limits) -> Limits:
    """The limits with the stops of each tremor made so short that they fill its time, as a session does it.

    Where a long stop did not fit twice, the high dose would hold less shaking than the low one.
    """
    amounts = dict(limits.amounts)
    for script in scripts:
        if script.check_ins is None:
            continue
        chosen = choose(script, dose, limits)
        cap = filled(script.check_ins.cap, chosen).whole
        most = filled(script.check_ins.stops, chosen).whole
        for name in stop_lengths(script):
            fitting = max(1, min(most, -(-cap // chosen[name].value.whole)))
            shorter = min(chosen[name].value.whole, cap // fitting)
            amounts[script.id] = {**amounts.get(script.id, {}), name: shorter}
    return replace(limits, amounts=amounts)


def stop_lengths(script: Script) -> set[str]:
    """The choices that say how long a stop of the tremor is."""
    steps = (step for part in script.segments if part.stop for step in part.steps)
    return {length_of(step) for step in steps if isinstance(step, Tremor)} & script.choices.keys()


def moments(piece: Piece) -> Iterator[tuple[int, Segment, Cue]]:
    """Every cue with its moment in ms from the begin of the piece, in the order of time."""
    at = 0
    for segment in piece.segments:
        for cue in segment.cues:
            yield at + cue.at, segment, cue
        at += segment.length


def pieces_of(timeline: Timeline, words: SoundWords, *, single: bool) -> tuple[Piece, ...]:
    """The files of a session, in the order of playing. Refusal "not-for-a-file"."""
    heard = replace(timeline, segments=tuple(within_most(timeline)))
    made = (whole(heard, words),) if single else tuple(chain.from_iterable(apart(heard, words)))
    return tuple(replace(piece, segments=said_to_nobody(piece.segments, words)) for piece in made)


def within_most(timeline: Timeline) -> Iterator[Segment]:
    """The main path, its tremor cut where the player would end it by itself."""
    left = min(TREMOR_MOST, timeline.check_in.cap if timeline.check_in else TREMOR_MOST)
    for segment in timeline.segments:
        if not segment.tremor:
            yield segment
        elif left > 0:
            yield shortened(segment, left)
            left -= segment.length


def shortened(segment: Segment, most: int) -> Segment:
    """A segment of at most so many ms, without what could not be said to its end."""
    if segment.length <= most:
        return segment
    kept = [cue for cue in segment.cues if cue.at + (unhurried(cue.text) if cue.text else 0) <= most]
    return replace(
        segment, length=most, cues=tuple(replace(c, lasts=min(c.lasts, most - c.at)) for c in kept)
    )


def whole(timeline: Timeline, words: SoundWords) -> Piece:
    """Everything as one piece, begun with what it cannot do."""
    first = timeline.segments[0]
    shakes = any(segment.tremor for segment in timeline.segments)
    said = (words.opening, words.warning, words.single) if shakes else (words.opening,)
    opening = spoken("opening", words.titles["opening"], said, first)
    return Piece("session", "Session", (opening, *timeline.segments))


def apart(timeline: Timeline, words: SoundWords) -> Iterator[tuple[Piece, ...]]:
    """A piece for each chapter; a tremor's settling stands in its piece, more of it in its own folder."""
    settled, number = "", 0
    for chapter in timeline.chapters:
        segments = tuple(segment for segment in timeline.segments if segment.chapter == chapter.id)
        if not segments or (chapter.id == SETTLE and settled):
            settled = ""
            continue
        number += 1
        name = f"{number:02d}-{chapter.id}"
        shakes = any(segment.tremor for segment in segments)
        settled = chapter.id if shakes else ""
        if number == 1:
            segments = (spoken("opening", words.titles["opening"], (words.opening,), segments[0]), *segments)
        if shakes:
            yield tuple(blocks(Piece(name, chapter.title, segments), chapter.id, timeline, words))
        else:
            yield (Piece(name, chapter.title, segments),)


def blocks(piece: Piece, chapter: str, timeline: Timeline, words: SoundWords) -> Iterator[Piece]:
    """The chapter with the first block of its tremor, then each further block by itself."""
    places = [place for place, segment in enumerate(piece.segments) if segment.tremor]
    before, after = piece.segments[: places[0]], piece.segments[places[-1] + 1 :]
    stops = [piece.segments[place] for place in places]
    end = (*after, *settling(timeline, chapter, (*after, stops[-1])[0]))
    warning = spoken("warning", words.titles["warning"], (words.warning,), before[0] if before else stops[0])
    last = spoken("end", words.titles["end"], (words.more if len(stops) > 1 else words.ended,), end[-1])
    yield replace(piece, segments=(warning, *before, stops[0], *end, last))
    lying_down = next((segment for segment in before if segment.chapter == chapter and segment.tags), None)
    ended = spoken("end", words.titles["end"], (words.ended,), end[-1])
    for number, stop in enumerate(stops[1:], 1):
        segments = (*again(stop, lying_down, words), stop, *end, ended)
        yield Piece(f"{chapter}-{number + 1}", f"{piece.title}: more, {number}", segments, f"more-{number}")


def again(stop: Segment, lying_down: Segment | None, words: SoundWords) -> Iterator[Segment]:
    """What stands before a further block: when it may be played, time to decide, the stop, and lying down."""
    yield spoken("only-if", words.titles["more"], (words.only_if,), stop, pause=TIME_TO_STOP)
    yield spoken("warning", words.titles["warning"], (words.warning,), stop)
    if lying_down is not None:
        yield lying_down
    yield spoken("back", words.titles["more"], (words.back,), stop)


def settling(timeline: Timeline, chapter: str, coming_from: Segment) -> tuple[Segment, ...]:
    """The settling that follows this chapter, or the branch of the posture where none does."""
    ids = [each.id for each in timeline.chapters]
    follows = ids[ids.index(chapter) + 1 :][:1] == [SETTLE]
    if follows:
        return tuple(segment for segment in timeline.segments if segment.chapter == SETTLE)
    return timeline.branches[f"{SETTLE}/{coming_from.posture}"]


def spoken(id: str, title: str, said: Sequence[Question], beside: Segment, *, pause: int = PAUSE) -> Segment:
    """A step that only speaks, in the chapter and the posture of the step beside it, then `pause` ms."""
    cues, at = list[Cue](), 0
    for words in said:
        lasts = unhurried(words.text)
        cues.append(Cue(at=at, kind="say", lasts=lasts, text=words.text, caption=words.caption))
        at += lasts + PAUSE
    name, length = f"{id}/{beside.id}", at - PAUSE + pause
    return Segment(name, beside.chapter, title, beside.posture, length, tuple(cues), keep=True)


def said_to_nobody(segments: Sequence[Segment], words: SoundWords) -> tuple[Segment, ...]:
    """The same, with other words where the session speaks of buttons, questions and listening."""
    instead = {each.text: each.words for each in words.instead}
    return tuple(
        replace(segment, cues=tuple(reworded(cue, instead, words.screen) for cue in segment.cues))
        for segment in segments
    )


def reworded(cue: Cue, instead: dict[str, Question], screen: Sequence[str]) -> Cue:
    """One cue as a file says it. Refusal "not-for-a-file" where no words for that are known."""
    other = instead.get(cue.text)
    if other is not None:
        return replace(cue, text=other.text, caption=other.caption)
    if cue.text and speaks_of_the_screen(cue.text, screen):
        raise Refusal("not-for-a-file", screen_words(cue.text))
    return cue


def speaks_of_the_screen(text: str, screen: Sequence[str]) -> bool:
    """Whether a text has one of the words of screens and keys in it."""
    return re.search(rf"\b({'|'.join(map(re.escape, screen))})\b", text, re.IGNORECASE) is not None


def screen_words(text: str) -> str:
    """What is wrong with a text, and the way out."""
    return (
        f"“{text}” speaks of a screen, which a sound file does not have. "
        "Say in words/en/sound-files.yaml, under “instead”, what a file says there."
    )
