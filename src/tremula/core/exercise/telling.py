"""Says in one sentence each what a body's fit left out or changed, and why. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from tremula.core.exercise.fit import BARS, NEEDS, PLACES, TAGS, Fit, Tag, barred_tags, places
from tremula.core.exercise.fit_words import FitWords
from tremula.core.exercise.fitting import Way, opened, played, way_of
from tremula.core.exercise.script import PARTS, Part, Script, Words, tags_of


class Reason(NamedTuple):
    """Why something is barred, and the tags that this bars."""

    words: str
    tags: frozenset[Tag]


def fit_notes(scripts: Sequence[Script], ways: Sequence[Way], fit: Fit, words: Words) -> Iterator[str]:
    """A sentence for each exercise that is left out, done another way, or goes without one of its parts."""
    by_id = {way.script.id: way for way in ways}
    for script in scripts:
        way = by_id.get(script.id)
        if way is None:
            yield left_out(script, fit, words)
        elif script.id not in PARTS:
            yield from changed(way, fit, words)


def left_out(script: Script, fit: Fit, words: Words) -> str:
    """Why this script does not come."""
    told = words.fit.left_out.replace("{title}", script.title)
    return told.replace("{reason}", words.fit.together.join(why_not(script, fit, words.fit)))


def changed(way: Way, fit: Fit, words: Words) -> Iterator[str]:
    """How it is done instead, and what it goes without."""
    if way.variant:
        told = words.fit.changed.replace("{title}", way.script.title)
        yield told.replace("{about}", way.variant.about)
    for part in way.gone[:1]:
        told = words.fit.without.replace("{title}", way.script.title).replace("{part}", part.title)
        yield told.replace("{reason}", words.fit.together.join(why_gone(way.script, part, fit, words.fit)))


def reasons(fit: Fit, words: FitWords) -> list[Reason]:
    """Each need, and each tag barred beyond the needs, with what it bars."""
    needs = [
        Reason(words.needs[need], BARS[need] | place_bars(need, fit)) for need in NEEDS if need in fit.needs
    ]
    tags = [
        Reason(words.barred.replace("{tag}", words.tags[tag]), frozenset({tag}))
        for tag in TAGS
        if tag in fit.barred
    ]
    return needs + tags


def place_bars(need: str, fit: Fit) -> frozenset[Tag]:
    """The places that are out because of where a person practises."""
    return PLACES - places(fit.needs) if need in ("chair", "bed", "cannot-stand") else frozenset()


def why_not(script: Script, fit: Fit, words: FitWords) -> list[str]:
    """The one reason that is enough by itself, else all that have a part in it."""
    if way_of(script, msgspec.structs.replace(fit, leave_out=frozenset())) is not None:
        return [words.asked]
    known = reasons(fit, words)
    enough = [reason.words for reason in known if closes(script, reason.tags, fit)]
    return enough[:1] or [reason.words for reason in known if closes_some(script, reason.tags, fit)]


def closes(script: Script, bars: frozenset[Tag], fit: Fit) -> bool:
    """Whether these bars alone leave no way of this script."""
    ways = [way.script for way in opened(script, bars, fit)]
    return all(not way.segments or hits(way, bars) for way in ways)


def closes_some(script: Script, bars: frozenset[Tag], fit: Fit) -> bool:
    """Whether these bars take away one of the ways that another reason left."""
    return any(hits(way.script, bars) for way in opened(script, barred_tags(fit), fit))


def hits(script: Script, bars: frozenset[Tag]) -> bool:
    """Whether a bar meets what would be played."""
    return any(bars.intersection(tags_of(script, part)) for part in played(script, None))


def why_gone(script: Script, part: Part, fit: Fit, words: FitWords) -> list[str]:
    """Why one part goes alone."""
    tags = frozenset(tags_of(script, part))
    return [reason.words for reason in reasons(fit, words) if reason.tags & tags][:1]
