"""A real session has its exercises, and around them what safety asks for."""

from __future__ import annotations

import pytest

from shipped import our_library
from tremula.core.exercise.plan import beginner_limits, session_ids
from tremula.core.failure import Refusal

LIBRARY = our_library()


def test_the_default_session_is_the_seven_with_all_their_parts() -> None:
    assert session_ids(LIBRARY) == [
        "arrive", "stop-practice", "ankles", "calves", "thighs", "fold", "opening", "wall-sit", "butterfly",
        "settle", "rest",
    ]  # fmt: skip


def test_without_a_tremor_the_stop_is_not_practised_and_the_end_stays() -> None:
    assert session_ids(LIBRARY, ["calves"]) == ["arrive", "calves", "settle", "rest"]


def test_the_butterfly_alone_has_the_stop_before_it() -> None:
    assert session_ids(LIBRARY, ["butterfly"]) == ["arrive", "stop-practice", "butterfly", "settle", "rest"]


def test_parts_asked_for_are_put_where_they_belong() -> None:
    assert session_ids(LIBRARY, ["rest", "ankles", "arrive"]) == ["arrive", "ankles", "settle", "rest"]


def test_a_part_alone_stays_alone() -> None:
    assert session_ids(LIBRARY, ["rest"]) == ["rest"]


def test_the_spiral_is_locked_and_says_where_it_can_be_read() -> None:
    with pytest.raises(Refusal, match="library") as refused:
        session_ids(LIBRARY, ["ankles", "spiral"])
    assert refused.value.code == "locked-exercise"


def test_a_beginner_sits_a_minute_and_shakes_three_at_most() -> None:
    assert (beginner_limits().wall_sit, beginner_limits().tremor) == (60_000, 180_000)
