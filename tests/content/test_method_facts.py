"""Every number of the method, read from the compiled timeline: what a person is really led through.

The table is the method's: for each exercise the ends of its dose. Breaths last about ten seconds (ours).
"""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from shipped import our_library
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.nominal import nominal_path
from tremula.core.exercise.plan import method_ids, session_ids

LIBRARY = our_library()
PATHS = {
    dose: nominal_path(compile_timeline(LIBRARY, method_ids(LIBRARY), dose))
    for dose in ("low", "default", "high")
}
ENDS = ("low", "high")


def facts(dose: str, chapter: str, fact: str) -> list[dict[str, Any]]:
    return [cue for cue in PATHS[dose]["cues"] if cue["chapter"] == chapter and cue["fact"] == fact]


def order(dose: str, chapter: str) -> list[tuple[str, str | None]]:
    """The facts of a chapter with their sides, each run of equal ones told once."""
    told = [
        (cue["fact"], cue["side"]) for cue in PATHS[dose]["cues"] if cue["chapter"] == chapter and cue["fact"]
    ]
    return [each for place, each in enumerate(told) if place == 0 or told[place - 1] != each]


def words(chapter: str) -> str:
    return " ".join(cue["text"] for cue in PATHS["low"]["cues"] if cue["chapter"] == chapter)


def test_the_eight_stand_in_the_methods_order() -> None:
    numbered = [script for script in LIBRARY.scripts.values() if script.number]
    assert [(script.number, script.id) for script in numbered] == list(enumerate(method_ids(LIBRARY), 1))
    for dose in ENDS:
        assert [chapter["id"] for chapter in PATHS[dose]["chapters"]] == list(method_ids(LIBRARY))


@pytest.mark.parametrize(
    ("chapter", "fact", "low", "high"),
    [("ankles", "sway", 5, 8), ("calves", "raise", 5, 8), ("thighs", "bend", 5, 10)],
)
def test_so_many_times_on_each_side(chapter: str, fact: str, low: int, high: int) -> None:
    for dose, times in (("low", low), ("high", high)):
        for side in ("left", "right"):
            cues = [cue for cue in facts(dose, chapter, fact) if cue["side"] == side]
            counted = [(number, times) for number in range(1, times + 1)]
            assert [(cue["repetition"], cue["of"]) for cue in cues] == counted


def test_each_sway_stays_a_few_seconds_and_both_feet_are_shaken_after_it() -> None:
    sways = facts("low", "ankles", "sway")
    assert all(2000 <= sway["lasts"] <= 4000 for sway in sways)
    assert [sway["side"] for sway in sways] == ["left", "right"] * 5
    shakes = facts("low", "ankles", "shake")
    assert [shake["side"] for shake in shakes] == ["left", "right"]
    assert shakes[0]["at"] > sways[-1]["at"]


@pytest.mark.parametrize(("chapter", "fact"), [("calves", "raise"), ("thighs", "bend")])
def test_that_leg_is_shaken_before_the_other_side_begins(chapter: str, fact: str) -> None:
    for dose in ENDS:
        assert order(dose, chapter) == [
            (fact, "left"),
            ("shake", "left"),
            (fact, "right"),
            ("shake", "right"),
        ]


def test_the_knee_never_passes_the_end_of_the_foot() -> None:
    assert "Your knee stays behind your toes." in words("thighs")


def test_the_fold_has_three_breaths_at_each_of_four_places() -> None:
    for dose in ENDS:
        breaths = facts(dose, "fold", "breath")
        places = ["centre"] * 3 + ["left"] * 3 + ["right"] * 3 + ["through"] * 3
        assert [breath["place"] for breath in breaths] == places
        assert [breath["repetition"] for breath in breaths] == [1, 2, 3] * 4
        assert {breath["lasts"] for breath in breaths} == {10_000}


def test_the_fold_has_a_moment_of_its_own_to_relax_between_the_middle_and_the_feet() -> None:
    breaths = facts("low", "fold", "breath")
    relaxing = [c for c in PATHS["low"]["cues"] if c["chapter"] == "fold" and c["kind"] == "rest"]
    assert len(relaxing) == 1
    assert breaths[2]["at"] < relaxing[0]["at"] < breaths[3]["at"]
    assert "relax" in words("fold")


def test_the_fold_ends_standing_with_the_hands_support() -> None:
    assert "hands onto your thighs, and let them support you" in words("fold")
    poses = [c["pose"] for c in PATHS["low"]["cues"] if c["chapter"] == "fold" and c["pose"]]
    assert poses[-1] == "stand"


def test_the_opening_has_three_breaths_turned_to_each_side_and_the_feet_drawn_in_between() -> None:
    breaths = facts("low", "opening", "breath")
    assert [breath["side"] for breath in breaths] == ["left"] * 3 + ["right"] * 3
    between = [
        cue["text"]
        for cue in PATHS["low"]["cues"]
        if breaths[2]["at"] < cue["at"] < breaths[3]["at"] and cue["text"]
    ]
    assert any("Draw your feet in" in text for text in between)
    assert any("Step wide again" in text for text in between)
    assert "Look up or down, as you like" in words("opening")


@pytest.mark.parametrize(("dose", "sits"), [("low", 180_000), ("high", 300_000), ("default", 45_000)])
def test_the_wall_sit_is_one_sitting_and_then_a_minute_of_hanging(dose: str, sits: int) -> None:
    (sit,), (hang,) = facts(dose, "wall-sit", "sit"), facts(dose, "wall-sit", "hang")
    assert (sit["lasts"], hang["lasts"]) == (sits, 60_000)
    assert hang["at"] >= sit["at"] + sits
    assert "push off to standing" in words("wall-sit")
    assert "Your hands touch the floor, or a chair" in words("wall-sit")


@pytest.mark.parametrize(("dose", "lifts"), [("low", 30_000), ("high", 60_000), ("default", 30_000)])
def test_the_butterfly_lifts_rests_a_minute_and_then_narrows(dose: str, lifts: int) -> None:
    (lift,), (rest,) = facts(dose, "butterfly", "lift"), facts(dose, "butterfly", "rest")
    narrow = facts(dose, "butterfly", "narrow")
    assert (lift["lasts"], rest["lasts"]) == (lifts, 60_000)
    assert lift["at"] + lifts <= rest["at"]
    assert rest["at"] + 60_000 <= narrow[0]["at"]


@pytest.mark.parametrize(("dose", "cm", "lasts"), [("low", 2.5, 60_000), ("high", 5, 120_000)])
def test_the_knees_come_closer_one_or_two_inches_at_each_stop_of_one_or_two_minutes(
    dose: str, cm: float, lasts: int
) -> None:
    stops = facts(dose, "butterfly", "narrow")
    assert len(stops) > 1
    assert {(stop["cm"], stop["lasts"]) for stop in stops} == {(cm, lasts)}
    assert all(later["at"] == early["at"] + lasts for early, later in itertools.pairwise(stops))


def test_the_butterflys_stop_is_long_legs_and_stretched_toes() -> None:
    told = [cue["text"] for cue in PATHS["low"]["cues"] if cue["chapter"] == "butterfly" and cue["text"]][-3:]
    assert "long and flat" in told[0]
    assert "Stretch your toes" in told[1]


@pytest.mark.parametrize(
    "step",
    [
        "Where in your body does it live",
        "how fast or how slowly it turns, and which way",
        "inside out",
        "it turns the other way",
        "breathe deeply and evenly",
        "slower, and weaker",
        "What do you see",
        "Go through your body once",
    ],
)
def test_the_spiral_has_every_step_of_the_method(step: str) -> None:
    assert step in words("spiral")


@pytest.mark.parametrize(
    ("id", "numbers"),
    [
        ("ankles", ["shoulder width", "5 to 8", "a few seconds", "both feet"]),
        ("calves", ["5 to 8", "only rests on the floor"]),
        ("thighs", ["5 to 10", "beyond the end of the foot"]),
        ("fold", ["three deep breaths", "Three deep breaths", "giving support"]),
        ("opening", ["Three deep breaths", "up or down", "bows back"]),
        ("wall-sit", ["three to five minutes", "about a minute"]),
        (
            "butterfly",
            ["30 to 60 seconds", "a minute", "2.5 to 5 cm", "1 to 2 minutes", "stretching your toes"],
        ),
        ("spiral", ["close your eyes", "difficult memory", "slower and weaker", "five senses", "steadier"]),
    ],
)
def test_the_full_form_can_always_be_read(id: str, numbers: list[str]) -> None:
    text = " ".join(LIBRARY.scripts[id].read)
    assert [number for number in numbers if number not in text] == []


def test_the_exercises_take_about_20_minutes_and_the_session_20_to_35() -> None:
    path = nominal_path(compile_timeline(LIBRARY, session_ids(LIBRARY), "default"))
    exercises = sum(c["to"] - c["from"] for c in path["chapters"] if c["id"] in method_ids(LIBRARY))
    assert 18 * 60_000 <= exercises <= 22 * 60_000
    assert 20 * 60_000 <= path["length"] <= 35 * 60_000


def test_the_methods_full_dose_takes_30_to_55_minutes() -> None:
    for dose in ENDS:
        assert 30 * 60_000 <= PATHS[dose]["length"] <= 55 * 60_000
