"""Every text that any session can speak, from the content itself. It knows no sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tremula.core.exercise.choices import choose
from tremula.core.exercise.compile import check_in_of, ready_of
from tremula.core.exercise.lay import told
from tremula.core.exercise.script import Library, Limits
from tremula.core.exercise.segments import Making
from tremula.library.read_files import read_library
from tremula.library.sound_files import read_sound_words, spoken_in
from tremula.library.spoken import DOSES, all_segments


def all_texts(content: Path) -> dict[str, str]:
    """Every spoken text, with the place where it is heard first; all exercises, ways, sides and doses."""
    library, found = read_library(content), dict[str, str]()
    for text, where in texts_of(library):
        if text:
            found.setdefault(text, where)
    for text in spoken_in(read_sound_words(content)):
        found.setdefault(text, "sound files")
    return found


def texts_of(library: Library) -> Iterator[tuple[str, str]]:
    """Texts with their places, many of them several times."""
    yield ready_of(library).text, "between steps"
    for script in library.scripts.values():
        yield told(script.title, library.words).text, f"{script.id}, announced"
        for dose in DOSES:
            making = Making(script, choose(script, dose, Limits()), library.words)
            for segment in all_segments(making):
                yield from ((cue.text, segment.id) for cue in segment.cues)
        check_in = check_in_of(library, [script], "default", Limits())
        if check_in:
            yield from ((cue.text, "check-in") for cue in (check_in.question, check_in.again))
