"""Reads what only sound files say (words/en/sound-files.yaml), strictly. It reads no session."""

from __future__ import annotations

from pathlib import Path

from tremula.core.failure import Problem
from tremula.core.session.pieces import SoundWords
from tremula.library.read_files import ContentError
from tremula.library.shape import shaped
from tremula.library.shelf import read_file
from tremula.library.texts import NO_STOP, claim_rules, texts_in

WHERE = "words/en/sound-files.yaml"
TITLES = ("opening", "warning", "more", "end")


def read_sound_words(root: Path) -> SoundWords:
    """The words of sound files. Raises ContentError."""
    words, problems = look(root)
    if words is None or problems:
        raise ContentError(problems)
    return words


def problems_in(root: Path) -> list[Problem]:
    """Everything that is wrong in the file."""
    return look(root)[1]


def look(root: Path) -> tuple[SoundWords | None, list[Problem]]:
    """The file's value, if it has its shape, and what is wrong with it."""
    if not (root / WHERE).is_file():
        return None, [Problem(WHERE, 1, "the file is missing; it holds what only sound files say")]
    read = read_file(root / WHERE, WHERE)
    words = shaped(read, SoundWords)
    if words is None:
        return None, read.problems
    for title in TITLES:
        if title not in words.titles:
            read.wrong(("titles",), f"“{title}” is missing; add a line “{title}: …”")
    for path, text in texts_in(read.value, ()):
        for at, what in claim_rules(path, text):
            read.wrong(at, what)
        if NO_STOP.search(text):
            read.wrong(
                path, "knees together make the shaking stronger; say “legs long and flat” for the stop"
            )
    return words, read.problems


def spoken_in(words: SoundWords) -> list[str]:
    """Every text of the file that a voice says."""
    fixed = (words.opening, words.warning, words.single, words.only_if, words.back, words.more, words.ended)
    return [each.text for each in (*fixed, *(each.words for each in words.instead))]
