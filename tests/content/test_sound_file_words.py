"""What only sound files say: every replacement has its original, fits its slot, and needs no screen."""

from __future__ import annotations

import pytest

from shipped import our_library
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.script import Limits
from tremula.core.exercise.speech import speaking
from tremula.core.session.pieces import pieces_of, speaks_of_the_screen
from tremula.library.read_files import ContentError, find_content
from tremula.library.sound_files import WHERE, read_sound_words, spoken_in
from tremula.library.spoken import DOSES

LIBRARY = our_library()
WORDS = read_sound_words(find_content())


def every_cue():
    for script in LIBRARY.scripts.values():
        for dose in DOSES:
            timeline = compile_timeline(LIBRARY, [script.id], dose, Limits())
            for segment in (
                *timeline.segments,
                *(s for branch in timeline.branches.values() for s in branch),
            ):
                ends = [*[cue.at for cue in segment.cues if cue.text][1:], segment.length]
                yield from zip((cue for cue in segment.cues if cue.text), ends, strict=True)


def test_every_replacement_still_has_its_original() -> None:
    spoken = {cue.text for cue, _ in every_cue()}
    assert [each.text for each in WORDS.instead if each.text not in spoken] == []


def test_every_replacement_fits_where_it_is_said() -> None:
    other = {each.text: each.words.text for each in WORDS.instead}
    late = {
        other[cue.text]: (speaking(other[cue.text]), end - cue.at)
        for cue, end in every_cue()
        if cue.text in other and speaking(other[cue.text]) > end - cue.at
    }
    assert late == {}


def test_what_is_said_instead_needs_no_screen_itself() -> None:
    assert [text for text in spoken_in(WORDS) if speaks_of_the_screen(text, WORDS.screen)] == []


@pytest.mark.parametrize("script", [s for s in LIBRARY.scripts.values() if not s.locked], ids=lambda s: s.id)
def test_every_exercise_can_be_a_file(script) -> None:
    for dose in DOSES:
        timeline = compile_timeline(LIBRARY, [script.id], dose)
        assert pieces_of(timeline, WORDS, single=True)[0].length > 0


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("opening:", "begin:", "“begin” is no key here"),
        ("Lie down now, and rest", "Bring your knees together, and rest", "knees together"),
        ("for a few minutes", "and heal", "nobody has shown that"),
        ("  end: The end of this part\n", "", "“end” is missing"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(tmp_path, old: str, new: str, what: str) -> None:
    text = (find_content() / WHERE).read_text("utf-8")
    assert old in text
    (tmp_path / WHERE).parent.mkdir(parents=True)
    (tmp_path / WHERE).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ContentError) as wrong:
        read_sound_words(tmp_path)
    assert any(what in str(problem) and problem.where == WHERE for problem in wrong.value.problems)


def test_a_missing_file_is_told(tmp_path) -> None:
    with pytest.raises(ContentError, match="missing"):
        read_sound_words(tmp_path)
