"""A script becomes segments of cues: sides, repetitions, long steps, stops, easier ways, limits."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripts import POSTURES, SAY, choice, library, part, script

from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.script import Limits
from tremula.core.failure import Refusal
from tremula.core.session.timeline import Segment, Timeline

HOLD = {"kind": "hold", "hold": "30 s", "pose": "stand"}


def compiled(
    *parts: dict[str, Any], dose: Any = "default", limits: Limits | None = None, **more: Any
) -> Timeline:
    return compile_timeline(library(script(*parts, **more)), ["exercise"], dose, limits)


def only(*steps: dict[str, Any], **more: Any) -> Segment:
    return compiled(part(*steps), **more).segments[0]


def test_words_last_as_long_as_a_calm_voice_needs_and_their_pause() -> None:
    first, second = only(SAY | {"pause": "3 s"}, SAY).cues
    assert (first.at, first.lasts, second.at) == (0, 5000, 5000)


def test_neighbours_with_sides_are_walked_on_one_side_and_then_on_the_other() -> None:
    sides: dict[str, Any] = {"sides": ["left", "right"]}
    say = {"kind": "say", "say": "The {side} foot, not the {other} one.", "caption": "{side} foot"}
    timeline = compiled(part(say, id="raise", **sides), part(SAY, id="shake", **sides), part(SAY, id="end"))
    assert [segment.id.partition("/")[2] for segment in timeline.segments] == [
        "raise-left", "shake-left", "raise-right", "shake-right", "end",
    ]  # fmt: skip
    told = timeline.segments[2].cues[0]
    assert (told.text, told.caption, told.side) == (
        "The right foot, not the left one.",
        "Right foot",
        "right",
    )


def test_a_step_for_the_second_side_is_left_out_on_the_first() -> None:
    parts = part(SAY, SAY | {"only": "second"}, sides=["right", "left"])
    assert [len(segment.cues) for segment in compiled(parts).segments] == [1, 2]


def test_facts_in_a_repeat_know_which_repetition_they_are() -> None:
    move = {"kind": "move", "move": "calf-high", "over": "2 s", "fact": "raise", "side": "left"}
    back = {"kind": "move", "move": "calf-low", "over": "2 s", "side": "left"}
    segment = only(
        {"kind": "repeat", "repeat": "$times", "steps": [move, back]}, choices={"times": choice(3)}
    )
    facts = [cue for cue in segment.cues if cue.fact]
    assert [(cue.at, cue.repetition, cue.of) for cue in facts] == [(0, 1, 3), (4000, 2, 3), (8000, 3, 3)]


def test_a_long_hold_begins_and_ends_with_a_chime_and_counts_its_last_five_seconds() -> None:
    segment = only(HOLD)
    assert [(cue.kind, cue.at) for cue in segment.cues] == [
        ("chime", 0), ("hold", 1000), ("count", 26_000), ("count", 27_000), ("count", 28_000),
        ("count", 29_000), ("count", 30_000), ("chime", 31_000),
    ]  # fmt: skip
    assert [cue.caption for cue in segment.cues if cue.kind == "count"] == ["5", "4", "3", "2", "1"]
    assert segment.length == 32_000


def test_a_short_hold_is_quiet() -> None:
    assert [cue.kind for cue in only(HOLD | {"hold": "4 s"}).cues] == ["hold"]


def test_words_inside_a_long_step_come_only_where_they_fit() -> None:
    words = {"at": "2 s", "every": "10 s", "text": "Breathe.", "caption": "Breathe"}
    late = {"at": "24 s", "text": "Too late for the countdown.", "caption": "Late"}
    said = [cue.at for cue in only(HOLD | {"during": [words, late]}).cues if cue.kind == "say"]
    assert said == [3000, 13_000, 23_000]


def test_each_full_breath_is_one_cue_with_its_inhale() -> None:
    segment = only({"kind": "breathe", "breathe": 3, "fact": "breath", "place": "centre"})
    breaths = [cue for cue in segment.cues if cue.kind == "breathe"]
    assert [(cue.at, cue.lasts, cue.inhale, cue.repetition, cue.of) for cue in breaths] == [
        (0, 10_000, 4000, 1, 3), (10_000, 10_000, 4000, 2, 3), (20_000, 10_000, 4000, 3, 3),
    ]  # fmt: skip
    assert [cue.at for cue in segment.cues if cue.text == "And out."] == [4000, 14_000, 24_000]


def test_what_comes_next_is_said_where_a_chapter_begins_and_moves_the_rest() -> None:
    first, second = script(part(SAY), id="first"), script(part(SAY, HOLD), id="second")
    alone = compile_timeline(library(first, second), ["second"], "default").segments[0]
    after = compile_timeline(library(first, second), ["first", "second"], "default").segments[1]
    assert after.cues[0].text == "Next: Second."
    shift = after.cues[0].lasts
    assert [cue.at - shift for cue in after.cues[1:]] == [cue.at for cue in alone.cues]
    assert after.length == alone.length + shift


def test_a_segment_that_lasts_no_time_is_left_out() -> None:
    rest = {"kind": "rest", "rest": "$more"}
    timeline = compiled(part(SAY), part(rest, id="more"), choices={"more": choice("0 s")})
    assert [segment.id for segment in timeline.segments] == ["exercise/one"]


def stops(dose: Any, limits: Limits | None = None) -> Timeline:
    tremor = {"kind": "tremor", "tremor": "$stop", "cm": "$cm", "fact": "narrow"}
    parts = [part(tremor, id=f"stop-{n}", kind="open", stop=n) for n in range(1, 6)]
    choices = {
        "stop": choice("60 s", "60 s", "2 min"),
        "cm": choice("2.5 cm", "2.5 cm", "5 cm"),
        "cap": choice("3 min", "5 min", "7 min", to="15 min", from_="1 min", limit="tremor"),
        "stops": choice(4, 4, 5),
    }
    question = {"text": "All right?", "caption": "All right?"}
    asks = {"first": "45 s", "every": "60 s", "window": "15 s", "cap": "$cap", "stops": "$stops"}
    asking = {"check-ins": asks | {"question": question, "again": question}}
    return compiled(*parts, part(SAY, id="flat", keep=True), posture="lying", dose=dose, limits=limits,
                    choices=choices, **asking)  # fmt: skip


@pytest.mark.parametrize(
    ("dose", "limit", "lengths"),
    [
        ("default", None, [60_000] * 3),  # the cap allows three
        ("low", None, [60_000] * 4),  # the dose asks for four
        ("high", None, [120_000] * 3),  # three of two minutes fit into seven
        ("high", 180_000, [120_000]),
        ("high", 60_000, [120_000]),  # one at least; the session machine ends it at the cap
    ],
)
def test_there_are_as_many_stops_as_the_dose_asks_for_and_the_cap_allows(
    dose: str, limit: int | None, lengths: list[int]
) -> None:
    timeline = stops(dose, Limits(tremor=limit))
    assert [segment.length for segment in timeline.segments if segment.tremor] == lengths
    assert timeline.segments[-1].keep
    assert timeline.check_in is not None
    assert timeline.check_in.again.loud
    assert limit is None or timeline.check_in.cap <= limit


def test_a_lower_limit_is_told_in_one_sentence() -> None:
    assert stops("high", Limits(tremor=180_000)).notes == ("3 minutes at most instead of 7 minutes",)
    assert stops("high").notes == ()


def test_longer_never_passes_the_most_of_its_choice_or_the_limit() -> None:
    def most(limits: Limits | None, dose: str = "default") -> int:
        sit = part(HOLD | {"hold": "$sit"}, kind="stretchable", longer={"by": "15 s", "most": 4})
        sits = choice("45 s", "3 min", "5 min", from_="10 s", limit="wall-sit")
        stretch = compiled(sit, dose=dose, limits=limits, choices={"sit": sits}).segments[0].stretch
        return stretch.most if stretch else 0

    assert most(None) == 4
    assert most(Limits(wall_sit=60_000)) == 1
    assert most(Limits(wall_sit=50_000)) == 0
    assert most(None, "high") == 0


def test_longer_does_not_go_back_before_its_hold_began() -> None:
    longer = part(SAY, HOLD, kind="stretchable", longer={"by": "10 s", "most": 2})
    segment = compiled(longer).segments[0]
    hold = next(cue for cue in segment.cues if cue.kind == "hold")
    assert segment.stretch is not None
    assert segment.stretch.start == hold.at + 1


def test_the_easier_way_is_a_branch_of_its_chapter() -> None:
    easier = {"higher": [part(SAY, id="up"), part(HOLD, id="sit", carries=True)]}
    timeline = compiled(part(HOLD, id="sit", easier="higher"), branches=easier)
    assert timeline.segments[0].easier == "exercise/higher"
    branch = timeline.branches["exercise/higher"]
    assert [(s.id, s.chapter, s.carries) for s in branch] == [
        ("exercise/higher/up", "exercise", False), ("exercise/higher/sit", "exercise", True),
    ]  # fmt: skip


def test_every_posture_has_its_settling() -> None:
    timeline = compiled(part(SAY))
    assert sorted(name for name in timeline.branches if name.startswith("settle/")) == sorted(
        f"settle/{posture}" for posture in POSTURES
    )
    for posture in POSTURES:
        assert timeline.branches[f"settle/{posture}"][0].posture == posture


def test_settling_as_a_chapter_begins_where_one_comes_from() -> None:
    wall = script(part(SAY), id="wall-sit", posture="wall")
    timeline = compile_timeline(library(wall), ["wall-sit", "settle"], "default")
    assert timeline.segments[1].id == "settle/stop-wall"


@pytest.mark.parametrize(
    ("ids", "code", "words"),
    [
        ([], "nothing-chosen", "at least one"),
        (["exercse"], "unknown-exercise", "Did you mean “exercise”"),
        (["zzz"], "unknown-exercise", "There are: exercise"),
        (["exercise", "exercise"], "twice", "there twice"),
    ],
)
def test_what_cannot_be_compiled_is_refused_with_a_way_out(ids: list[str], code: str, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        compile_timeline(library(script(part(SAY))), ids, "default")
    assert refused.value.code == code


SECONDS = st.integers(1, 40).map(lambda seconds: f"{seconds} s")
TEXTS = st.sampled_from(["Stand.", "Let your arms hang. Breathe.", "Turn to the {side}, slowly."])
PLAIN = st.one_of(
    st.builds(lambda text: {"kind": "say", "say": text, "caption": "Words"}, TEXTS),
    st.builds(lambda span: {"kind": "hold", "hold": span, "fact": "sway"}, SECONDS),
    st.builds(lambda span: {"kind": "move", "move": "sway", "over": span}, SECONDS),
    st.builds(lambda span: {"kind": "rest", "rest": span}, SECONDS),
    st.builds(lambda times: {"kind": "breathe", "breathe": times}, st.integers(1, 4)),
)
REPEATED = st.builds(
    lambda times, steps: {"kind": "repeat", "repeat": times, "steps": steps},
    st.integers(1, 4),
    st.lists(PLAIN, min_size=1, max_size=3),
)
STEPS = st.lists(PLAIN | REPEATED, min_size=1, max_size=6)


@given(STEPS, STEPS)
def test_whatever_is_written_its_cues_are_in_order_and_inside_and_its_lengths_add_up(
    first: Any, second: Any
) -> None:
    sides = ["left", "right"]
    timeline = compiled(part(*first, sides=sides), part(*second, id="two", sides=sides))
    assert timeline.length == sum(segment.length for segment in timeline.segments)
    for segment in timeline.segments:
        assert all(early.at <= late.at for early, late in pairwise(segment.cues))
        assert all(cue.at >= 0 and cue.at + cue.lasts <= segment.length for cue in segment.cues)
        assert all(cue.caption for cue in segment.cues if cue.text)
    assert sum(s.length for s in timeline.segments[:2]) == sum(s.length for s in timeline.segments[2:])
