"""What safety asks of the content, read from timelines: stops, check-ins, caps, and what is never said."""

from __future__ import annotations

import re

import pytest

from shipped import our_library
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.nominal import nominal_path
from tremula.core.exercise.plan import beginner_limits, method_ids, session_ids
from tremula.core.exercise.script import Dose
from tremula.core.exercise.speech import speaking
from tremula.core.session.timeline import Cue, Segment, Timeline

LIBRARY = our_library()
DOSES: tuple[Dose, ...] = ("low", "default", "high")
EVERYTHING = {dose: compile_timeline(LIBRARY, [*LIBRARY.scripts], dose) for dose in DOSES}


def said(segments: tuple[Segment, ...]) -> str:
    return " ".join(cue.text for segment in segments for cue in segment.cues)


@pytest.mark.parametrize(
    ("posture", "stop"),
    [
        ("lying", "long and flat.*toes.*one side.*sit up"),
        ("standing", "feet flat.*hand on a wall or a chair.*sit"),
        ("wall", "Hands on the wall.*Push off.*slide down.*sit"),
        ("fold", "Hands on your thighs.*Rise slowly.*sit"),
        ("sitting", "sit"),
    ],
)
def test_each_posture_has_its_stop_and_then_always_the_way_back(posture: str, stop: str) -> None:
    branch = EVERYTHING["default"].branches[f"settle/{posture}"]
    back = (
        "Eyes open.*Look around.*Feel the floor.*Name.*see.*Touch.*your name.*where you are.*day"
        ".*five.*Four.*Three.*Two.*One.*stand up.*Walk"
    )
    assert re.search(f"{stop}.*{back}", said(branch))
    assert branch[0].posture == posture
    assert branch[0].cues[0].at == 0


@pytest.mark.parametrize("posture", ["lying", "standing", "wall", "fold"])
def test_a_stop_begins_with_at_most_six_words(posture: str) -> None:
    first = EVERYTHING["default"].branches[f"settle/{posture}"][0].cues[0]
    assert 0 < len(first.text.split(".")[0].split()) <= 6


def test_the_stop_is_practised_before_the_first_tremor_and_cannot_be_skipped() -> None:
    ids = session_ids(LIBRARY)
    assert ids.index("stop-practice") < ids.index("butterfly")
    practice = [s for s in EVERYTHING["default"].segments if s.chapter == "stop-practice"]
    assert all(segment.keep for segment in practice)
    assert re.search("long and flat.*toes.*one side.*sit up.*Look around", said(tuple(practice)))


@pytest.mark.parametrize("timeline", EVERYTHING.values(), ids=DOSES)
def test_after_the_shaking_the_legs_become_flat_and_that_cannot_be_skipped(timeline: Timeline) -> None:
    last = max(place for place, segment in enumerate(timeline.segments) if segment.tremor)
    after = timeline.segments[last + 1]
    assert after.keep
    assert "long and flat" in after.cues[0].text


@pytest.mark.parametrize("timeline", EVERYTHING.values(), ids=DOSES)
def test_the_shaking_is_asked_about_and_never_passes_15_minutes(timeline: Timeline) -> None:
    asks = timeline.check_in
    assert asks is not None
    shaking = sum(segment.length for segment in timeline.segments if segment.tremor)
    assert shaking <= asks.cap <= 15 * 60_000
    assert asks.first == 45_000
    assert 60_000 <= asks.every <= 90_000
    assert asks.window == 15_000
    assert all(
        segment.kind == "open" and segment.posture == "lying"
        for segment in timeline.segments
        if segment.tremor
    )


@pytest.mark.parametrize("timeline", EVERYTHING.values(), ids=DOSES)
def test_nothing_is_said_over_a_question_or_while_its_answer_is_awaited(timeline: Timeline) -> None:
    """Who stays silent is asked twice, then settled, and meanwhile never told to bring the knees closer."""
    asks = timeline.check_in
    assert asks is not None
    quiet = [(at, at + 2 * asks.window) for at in range(asks.first, asks.cap, asks.every)]
    spoken, tremor = list[tuple[int, Cue]](), 0
    for segment in timeline.segments:
        if segment.tremor:
            spoken += [(tremor + cue.at, cue) for cue in segment.cues if cue.text]
            tremor += segment.length
    over = [
        (at, cue.text)
        for at, cue in spoken
        for begin, end in quiet
        if at < end and at + speaking(cue.text) > begin
    ]
    assert over == []


def test_a_beginner_keeps_the_limits_at_every_dose_and_is_told() -> None:
    for dose in DOSES:
        timeline = compile_timeline(LIBRARY, session_ids(LIBRARY), dose, beginner_limits())
        sits = [cue.lasts for segment in timeline.segments for cue in segment.cues if cue.fact == "sit"]
        assert max(sits) <= 60_000
        assert sum(segment.length for segment in timeline.segments if segment.tremor) <= 180_000
        assert len(timeline.notes) == (0 if dose == "default" else 2)


def test_a_beginners_wall_sit_stays_within_a_minute_however_often_it_is_made_longer() -> None:
    timeline = compile_timeline(LIBRARY, session_ids(LIBRARY), "default", beginner_limits())
    sit = next(segment for segment in timeline.segments if segment.id == "wall-sit/sit")
    hold = next(cue for cue in sit.cues if cue.fact == "sit")
    assert sit.stretch is not None
    assert hold.lasts + sit.stretch.by * sit.stretch.most == 60_000


def test_the_wall_sit_asks_how_tired_the_legs_are_and_has_a_higher_seat() -> None:
    for timeline in EVERYTHING.values():
        sit = next(segment for segment in timeline.segments if segment.id == "wall-sit/sit")
        asked = [cue for cue in sit.cues if cue.kind == "ask"]
        assert asked
        assert all("six" in cue.text for cue in asked)
        up, higher = timeline.branches[sit.easier]
        assert "ten centimetres" in said((up,))
        assert higher.carries
        assert higher.length == sit.length


def test_rest_lasts_two_to_ten_minutes_and_its_first_two_are_never_skipped() -> None:
    for dose in DOSES:
        rest = [
            s for s in compile_timeline(LIBRARY, ["ankles", "rest"], dose).segments if s.chapter == "rest"
        ]
        lying = [s for s in rest if any(cue.kind == "rest" for cue in s.cues)]
        assert lying[0].keep
        assert lying[0].length == 120_000
        assert sum(segment.length for segment in lying) <= 10 * 60_000
        stretch = lying[1].stretch
        longest = sum(s.length for s in lying) + (stretch.by * stretch.most if stretch else 0)
        assert longest <= 10 * 60_000


def test_the_guided_spiral_is_locked_short_gentle_and_open_eyed() -> None:
    script = LIBRARY.scripts["spiral"]
    assert script.locked
    for dose in DOSES:
        assert nominal_path(compile_timeline(LIBRARY, ["spiral"], dose))["length"] <= 5 * 60_000
    words = said(compile_timeline(LIBRARY, ["spiral"], "default").segments)
    assert "Keep your eyes open" in words
    assert "No more than three of ten" in words
    assert "not part of the original series" in script.sources[0].title


@pytest.mark.parametrize("id", ["fold", "opening", "wall-sit", "butterfly", "spiral"])
def test_where_safety_differs_from_the_source_the_page_says_so(id: str) -> None:
    assert LIBRARY.scripts[id].differs


@pytest.mark.parametrize(
    ("id", "warning"),
    [
        ("fold", "glaucoma"), ("fold", "osteoporosis"), ("fold", "blood pressure"),
        ("opening", "osteoporosis"), ("butterfly", "sugar"),
        ("wall-sit", "heart"), ("wall-sit", "blood pressure"), ("wall-sit", "glaucoma"),
        ("thighs", "knees"), ("calves", "Achilles"), ("ankles", "balance"),
    ],
)  # fmt: skip
def test_each_exercise_warns_whom_it_concerns(id: str, warning: str) -> None:
    assert warning in " ".join(LIBRARY.scripts[id].cautions)


def test_knees_together_is_never_said() -> None:
    for timeline in EVERYTHING.values():
        everywhere = said(timeline.segments) + "".join(map(said, timeline.branches.values()))
        assert not re.search("knees? (back )?together|close your knees", everywhere, re.IGNORECASE)


def test_every_spoken_exercise_says_that_it_may_be_made_smaller_or_left() -> None:
    for id in method_ids(LIBRARY):
        words = said(compile_timeline(LIBRARY, [id], "default").segments)
        assert re.search("smaller|[Ss]top|come up|as far as feels safe|too much", words), id
