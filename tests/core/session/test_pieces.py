"""What a session becomes as sound files: nothing rests on an answer, and every shaking ends by itself."""

from __future__ import annotations

from itertools import product

import pytest
from msgspec.structs import replace

from shipped import our_library
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.plan import beginner_limits, session_ids
from tremula.core.exercise.script import Limits
from tremula.core.failure import Refusal
from tremula.core.session.pieces import (
    TREMOR_MOST,
    WALL_MOST,
    Piece,
    file_limits,
    moments,
    pieces_of,
    speaks_of_the_screen,
)
from tremula.core.session.timeline import Timeline
from tremula.library.read_files import find_content
from tremula.library.sound_files import read_sound_words

LIBRARY = our_library()
WORDS = read_sound_words(find_content())
DOSES = ("low", "default", "high")
BOTH = list(product(DOSES, (False, True)))


def session(dose="default", ids=(), limits: Limits | None = None) -> Timeline:
    chapters = session_ids(LIBRARY, ids)
    return compile_timeline(LIBRARY, chapters, dose, file_limits(limits or beginner_limits()))


def made(dose="default", ids=(), single=False, limits: Limits | None = None) -> tuple[Piece, ...]:
    return pieces_of(session(dose, ids, limits), WORDS, single=single)


def texts(piece: Piece) -> list[str]:
    return [cue.text for _, _, cue in moments(piece) if cue.text]


def test_each_chapter_is_a_numbered_file_and_the_settling_is_in_the_one_with_the_shaking() -> None:
    names = [piece.name for piece in made() if not piece.folder]
    assert names[0] == "01-arrive"
    assert names[-1] == "10-rest"
    assert [name for name in names if "settle" in name] == []
    assert [name[:2] for name in names] == [f"{n:02d}" for n in range(1, len(names) + 1)]


@pytest.mark.parametrize(("dose", "single"), BOTH)
def test_every_cue_of_the_session_is_in_a_file_with_its_moment_in_its_step(dose: str, single: bool) -> None:
    heard = {segment.id: segment for piece in made(dose, single=single) for segment in piece.segments}
    for segment in session(dose).segments:
        there = heard[segment.id]
        assert there.length == segment.length
        for mine, theirs in zip(there.cues, segment.cues, strict=True):
            assert (mine.at, mine.kind, mine.lasts) == (theirs.at, theirs.kind, theirs.lasts)
            assert mine.text == theirs.text or theirs.text in {each.text for each in WORDS.instead}


@pytest.mark.parametrize("dose", DOSES)
def test_no_file_shakes_twice_and_each_shaking_is_followed_by_its_settling(dose: str) -> None:
    shaking = [piece for piece in made(dose) if piece.tremor]
    assert shaking
    for piece in shaking:
        places = [place for place, segment in enumerate(piece.segments) if segment.tremor]
        assert len(places) == 1
        after = [segment.id.split("/")[-1] for segment in piece.segments[places[0] + 1 :]]
        assert after[0] == "legs-flat"
        assert {"look", "here", "walk"} <= set(after)
        before = [cue.text for segment in piece.segments[: places[0]] for cue in segment.cues]
        assert any("your legs long and flat" in text for text in before), "how to stop, before it shakes"


@pytest.mark.parametrize("dose", DOSES)
def test_more_shaking_is_never_next_in_a_player_and_begins_by_asking_for_a_choice(dose: str) -> None:
    first, *more = [piece for piece in made(dose) if piece.tremor]
    assert first.folder == ""
    assert len({piece.folder for piece in more}) == len(more)
    for piece in more:
        assert piece.folder.startswith("more-")
        assert texts(piece)[0].startswith("Only play this if you chose it")
        opening = piece.segments[0]
        assert opening.length - opening.cues[-1].at - opening.cues[-1].lasts >= 10_000, "time to stop it"
        assert "Lie down on your back" in " ".join(texts(piece)[2:4])


@pytest.mark.parametrize(("dose", "single"), BOTH)
def test_all_files_together_shake_no_longer_than_three_minutes_or_the_cap(dose: str, single: bool) -> None:
    assert 0 < sum(piece.tremor for piece in made(dose, single=single)) <= TREMOR_MOST
    sensitive = Limits(wall_sit=30_000, tremor=30_000)
    assert 0 < sum(piece.tremor for piece in made(dose, single=single, limits=sensitive)) <= 30_000


def test_a_shaking_that_is_cut_says_nothing_that_does_not_fit() -> None:
    [piece] = [piece for piece in made(limits=Limits(tremor=30_000)) if piece.tremor]
    [segment] = [segment for segment in piece.segments if segment.tremor]
    assert segment.length == 30_000
    assert all(cue.at + cue.lasts <= 30_000 for cue in segment.cues)


def test_a_file_asks_no_more_than_a_beginner_gets_whatever_was_reached() -> None:
    reached = file_limits(Limits(wall_sit=300_000, tremor=900_000))
    assert (reached.wall_sit, reached.tremor) == (WALL_MOST, TREMOR_MOST) == (60_000, 180_000)
    assert file_limits(Limits()) == Limits(wall_sit=60_000, tremor=180_000)
    assert file_limits(Limits(wall_sit=10_000, tremor=60_000)).tremor == 60_000
    sits = [
        cue.lasts
        for piece in made("high", limits=Limits())
        for _, _, cue in moments(piece)
        if cue.fact == "sit"
    ]
    assert sits
    assert sum(sits) <= 60_000


@pytest.mark.parametrize(("dose", "single"), BOTH)
def test_nothing_in_a_file_speaks_of_screens_keys_or_listening(dose: str, single: bool) -> None:
    for piece in made(dose, single=single):
        for text in texts(piece):
            assert not speaks_of_the_screen(text, WORDS.screen), text


def test_the_first_words_say_that_nobody_hears_and_the_warning_comes_before_the_shaking() -> None:
    pieces = made()
    assert "cannot hear you" in texts(pieces[0])[0]
    shaking = next(piece for piece in pieces if piece.tremor)
    assert texts(shaking)[0] == WORDS.warning.text
    [whole] = made(single=True)
    assert texts(whole)[:3] == [WORDS.opening.text, WORDS.warning.text, WORDS.single.text]
    assert "three minutes at most" in WORDS.single.text


def test_without_shaking_nothing_is_said_of_it() -> None:
    pieces = made(ids=("ankles",))
    assert [piece.name for piece in pieces] == ["01-arrive", "02-ankles", "03-settle", "04-rest"]
    [whole] = made(ids=("ankles",), single=True)
    assert WORDS.warning.text not in texts(whole)
    assert whole.tremor == 0


def test_words_of_the_screen_without_others_are_refused() -> None:
    bare = replace(WORDS, instead=())
    with pytest.raises(Refusal, match=r"sound-files\.yaml") as refused:
        pieces_of(session(), bare, single=True)
    assert refused.value.code == "not-for-a-file"


def test_an_exercise_after_the_shaking_has_its_own_settling_too() -> None:
    names = [piece.name for piece in made(ids=("butterfly", "ankles")) if not piece.folder]
    assert names[-3:] == ["04-ankles", "05-settle", "06-rest"]
    shaking = next(piece for piece in made(ids=("butterfly", "ankles")) if piece.tremor)
    assert any("look" in segment.id for segment in shaking.segments)
