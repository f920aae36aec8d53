"""What goes into a session's sound files, by dose."""

from __future__ import annotations

import pytest

from shipped import our_library
from tremula.actions.plan_session import BEGINNER
from tremula.actions.render_session import Wanted, plan_sound
from tremula.core.exercise.script import Dose, Library
from tremula.core.session.pieces import TREMOR_MOST
from tremula.library.read_files import find_content
from tremula.library.sound_files import read_sound_words

WORDS = read_sound_words(find_content())


@pytest.fixture(scope="module")
def library() -> Library:
    return our_library()


@pytest.mark.parametrize("single", [True, False])
@pytest.mark.parametrize("dose", ["low", "default", "high"])
def test_at_every_dose_the_files_hold_the_time_of_shaking_that_a_beginner_has(
    library: Library, dose: Dose, *, single: bool
) -> None:
    plan = plan_sound(library, WORDS, Wanted(("butterfly",), dose, single), BEGINNER)
    assert sum(piece.tremor for piece in plan.pieces) == TREMOR_MOST
    stops = [segment.length for piece in plan.pieces for segment in piece.segments if segment.tremor]
    assert all(60_000 <= stop <= 120_000 for stop in stops), "one to two minutes, as the method says"
