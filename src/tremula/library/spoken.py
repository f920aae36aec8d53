"""Rules that only a compiled script shows: words that fit in their time, easier ways of the same length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, product

from tremula.core.exercise.choices import choose
from tremula.core.exercise.fitting import as_script
from tremula.core.exercise.script import Dose, Limits, Script, Words
from tremula.core.exercise.segments import Making, segments_of
from tremula.core.exercise.speech import Lengths, least
from tremula.core.session.timeline import Segment
from tremula.library.nodes import Path
from tremula.library.numbers import Wrong
from tremula.library.texts import spoken_lines

DOSES: tuple[Dose, ...] = ("low", "default", "high")


def spoken_rules(script: Script, words: Words, speech: Lengths) -> Iterator[Wrong]:
    """All rules of this module, at every dose; one complaint for a text is enough."""
    lines, told = template_lines(script, words), set[tuple[Path, str]]()
    ways = (script, *(as_script(script, variant) for variant in script.variants))
    for dose, way in product(DOSES, ways):
        making = Making(way, choose(way, dose, Limits()), words, speech)
        for wrong in chain(fit_rules(making, lines, dose), carry_rules(making)):
            if wrong[0] not in {path for path, _ in told}:
                told.add(wrong)
                yield wrong


def template_lines(script: Script, words: Words) -> dict[str, Path]:
    """Where a text stands, by its words as they are spoken on either side."""
    lines: dict[str, Path] = {}
    for text, path in spoken_lines(script).items():
        for side, other in ((words.left, words.right), (words.right, words.left)):
            said = text.replace("{side}", side).replace("{other}", other)
            lines.setdefault(said[:1].upper() + said[1:], path)
    return lines


def all_segments(making: Making) -> Iterator[Segment]:
    """Every segment of a script, on every way."""
    script = making.script
    for parts in (script.segments, *script.branches.values(), *script.by_posture.values()):
        yield from segments_of(making, parts, script.id)


def fit_rules(making: Making, lines: Mapping[str, Path], dose: Dose) -> Iterator[Wrong]:
    """Every text can be said before the next one begins, or before its segment ends."""
    for segment in all_segments(making):
        spoken = [cue for cue in segment.cues if cue.text]
        ends = [cue.at for cue in spoken[1:]] + [segment.length]
        for cue, end in zip(spoken, ends, strict=True):
            needs, has = least(cue.text, making.speech), end - cue.at
            if needs > has:
                path = lines.get(cue.text[:1].upper() + cue.text[1:], ("segments",))
                what = f"needs {needs / 1000:.1f} s to be said, but has {has / 1000:.1f} s at dose {dose}"
                yield path, f"“{cue.text[:40]}” {what}; make it shorter or its time longer"


def carry_rules(making: Making) -> Iterator[Wrong]:
    """Who takes the easier way goes on at the same place, so both are equally long."""
    script = making.script
    mains = segments_of(making, script.segments, script.id)
    for name, parts in script.branches.items():
        branch = segments_of(making, parts, script.id)
        lengths = {main.length for main in mains if main.easier == f"{script.id}/{name}"}
        for place, segment in enumerate(branch):
            if segment.carries and lengths and lengths != {segment.length}:
                what = f"{segment.length / 1000:g} s here, {min(lengths) / 1000:g} s on the main way"
                yield ("branches", name, place), f"{what}; a segment that carries on has the same length"
