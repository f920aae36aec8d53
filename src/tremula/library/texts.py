"""Rules about words: a caption for everything spoken, sides that are known, no empty claims."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tremula.core.exercise.script import Repeat, Say, Script
from tremula.library.nodes import Path, Read
from tremula.library.numbers import Wrong
from tremula.library.walk import Said, StepAt, during_of, said_in, steps_of

PUT_IN = re.compile(r"\{([^}]*)\}")
CLAIMS = {
    r"\b(cure|cures|cured|heal|heals|healed|healing)\b": "nobody has shown that",
    r"\b(proven|scientifically|guaranteed?|guarantees)\b": "the studies are small and mostly uncontrolled",
    r"\b(diagnos\w+)\b": "nothing here finds out an illness",
    r"\b(toxins?|detox\w*)\b": "nobody has shown that",
    r"\b(TRE)\b": "that is somebody's registered mark; write “trauma release exercises”",
    r"\b(well done|good job|great job|perfect|congratulations)\b": "nothing here praises or scolds",
}
ANY_CLAIM = re.compile("|".join(CLAIMS), re.IGNORECASE)
NO_STOP = re.compile(r"\bknees? (back )?together\b|\bclose your knees\b", re.IGNORECASE)


def text_rules(script: Script, read: Read) -> Iterator[Wrong]:
    """All rules of this module for one script."""
    for at in steps_of(script):
        yield from caption_rules(at)
        for said in said_in(at):
            yield from side_rules(said, at)
            yield from stop_rules(said)
    for path, words in texts_in(read.value, ()):
        yield from claim_rules(path, words)


def texts_in(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text of a file, whatever its key."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_in(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from texts_in(item, (*path, place))


def caption_rules(at: StepAt) -> Iterator[Wrong]:
    """Whoever cannot hear reads it."""
    step = at.step
    if isinstance(step, Repeat):
        return
    spoken = step.text or getattr(step, "say", None) or getattr(step, "ask", None)
    if spoken and not step.caption:
        yield (
            at.path,
            "this is spoken but stands nowhere to be read; add “caption: …” of at most 70 characters",
        )
    if isinstance(step, Say) and step.text:
        yield (*at.path, "text"), "the words of “say” stand behind it; take “text” away"


def side_rules(said: Said, at: StepAt) -> Iterator[Wrong]:
    """{side} and {other} only, and only where there is a side."""
    if "{" in (rest := PUT_IN.sub("", said.words)) or "}" in rest:
        yield said.path, "a brace stands alone here; write {side} or {other} whole, or take it away"
    for name in PUT_IN.findall(said.words):
        if name not in ("side", "other"):
            yield said.path, f"“{{{name}}}” is not known in a text; {{side}} and {{other}} are"
        elif not at.sided:
            yield (
                said.path,
                f"“{{{name}}}” but no side is known here; add “sides: [left, right]” to the segment",
            )


def stop_rules(said: Said) -> Iterator[Wrong]:
    """In the butterfly, knees that come together make the shaking stronger: that is never the way to stop."""
    if NO_STOP.search(said.words):
        yield said.path, "knees together make the shaking stronger; say “legs long and flat” for the stop"


def claim_rules(path: Path, words: str) -> Iterator[Wrong]:
    """Nothing is promised."""
    if not ANY_CLAIM.search(words):
        return
    for pattern, why in CLAIMS.items():
        found = re.search(pattern, words) or re.search(
            pattern, words.lower() if "TRE" not in pattern else words
        )
        if found:
            yield path, f"“{found[1]}”: {why}; say it without that word"


def spoken_lines(script: Script) -> dict[str, Path]:
    """Where each spoken text stands, with the sides left open."""
    lines: dict[str, Path] = {}
    for at in steps_of(script):
        for said in said_in(at):
            if said.spoken:
                lines.setdefault(said.words, said.path)
        for path, during in during_of(at.step, at.path):
            lines.setdefault(during.text, path)
    return lines
