"""Every text that any session can speak, from the content itself. It knows no sound."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tremula.core.exercise.choices import choose
from tremula.core.exercise.compile import check_in_of, ready_of
from tremula.core.exercise.fitting import as_script
from tremula.core.exercise.lay import told
from tremula.core.exercise.script import Library, Limits
from tremula.core.exercise.segments import Making
from tremula.library.read_files import ContentError, library_of
from tremula.library.shelf import read_shelf
from tremula.library.sound_files import read_sound_words, spoken_in
from tremula.library.spoken import DOSES, all_segments


def all_texts(content: Path) -> dict[str, str]:
    """Every spoken text, with the place where it is heard first; all exercises, ways, sides and doses.

    A pose that does not fit changes no text, so only files that cannot be read at all stop it: ContentError.
    """
    shelf, found = read_shelf(content), dict[str, str]()
    if shelf.problems:
        raise ContentError(shelf.problems)
    for text, where in texts_of(library_of(shelf)):
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
        ways = (script, *(as_script(script, variant) for variant in script.variants))
        for way, dose in product(ways, DOSES):
            making = Making(way, choose(way, dose, Limits()), library.words)
            for segment in all_segments(making):
                yield from ((cue.text, segment.id) for cue in segment.cues)
        check_in = check_in_of(library, [script], "default", Limits())
        if check_in:
            yield from ((cue.text, "check-in") for cue in (check_in.question, check_in.again))
