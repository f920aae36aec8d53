"""Every body gets a session that fits it: with any needs together, and any tags barred beyond them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shipped import our_library
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.fit import NEEDS, TAGS, BodyNeed, Fit, Tag, barred_tags
from tremula.core.exercise.plan import beginner_limits, method_ids, session_ids
from tremula.core.exercise.script import Dose, Limits
from tremula.core.exercise.speech import speaking
from tremula.core.failure import Refusal
from tremula.core.session.timeline import Segment, Timeline

LIBRARY = our_library()
PHYSICAL = [id for id in method_ids(LIBRARY) if not LIBRARY.scripts[id].locked]
DOSES: tuple[Dose, ...] = ("low", "default", "high")
WHO_CANNOT_STAND: tuple[BodyNeed, ...] = ("cannot-stand", "chair", "bed")


def needing(*needs: BodyNeed) -> Fit:
    return Fit(needs=frozenset(needs))


def session(fit: Fit, dose: Dose = "default", limits: Limits | None = None) -> Timeline:
    return compile_timeline(LIBRARY, session_ids(LIBRARY, fit=fit), dose, limits, fit)


def everything(timeline: Timeline) -> Iterator[Segment]:
    yield from chain(timeline.segments, *timeline.branches.values())


def chapters(timeline: Timeline) -> list[str]:
    return [chapter.id for chapter in timeline.chapters]


def must_hold(timeline: Timeline, fit: Fit) -> None:
    """What holds for every body."""
    bars = barred_tags(fit)
    assert [
        (s.id, bars.intersection(s.tags)) for s in everything(timeline) if bars.intersection(s.tags)
    ] == []
    there = chapters(timeline)
    assert there[0] == "arrive"
    assert there[-2:] == ["settle", "rest"]
    told = " ".join(timeline.notes)
    assert [id for id in PHYSICAL if id not in there and LIBRARY.scripts[id].title not in told] == []
    assert {f"settle/{s.posture}" for s in everything(timeline)} <= timeline.branches.keys()
    shaking = [place for place, segment in enumerate(timeline.segments) if segment.tremor]
    if shaking:
        assert "stop-practice" in there
        assert timeline.segments[shaking[-1] + 1].keep
        assert timeline.check_in is not None
    for chapter in there:
        assert balanced(timeline, chapter)


def balanced(timeline: Timeline, chapter: str) -> bool:
    """As much on the left as on the right, of everything that counts."""
    facts = Counter(
        (cue.fact, cue.side)
        for segment in timeline.segments
        for cue in segment.cues
        if segment.chapter == chapter and cue.fact and cue.side
    )
    return all(facts[fact, "left"] == facts[fact, "right"] for fact, _ in facts)


def test_every_set_of_needs_has_a_session_that_keeps_them_all() -> None:
    sets = chain.from_iterable(combinations(NEEDS, size) for size in range(len(NEEDS) + 1))
    count = 0
    for needs in sets:
        fit = needing(*needs)
        must_hold(session(fit), fit)
        count += 1
    assert count == 2 ** len(NEEDS)


FITS = st.builds(
    Fit,
    needs=st.frozensets(st.sampled_from(NEEDS), max_size=4),
    barred=st.frozensets(st.sampled_from(TAGS), max_size=6),
    leave_out=st.frozensets(st.sampled_from([*PHYSICAL, "settle", "rest", "arrive"]), max_size=4),
)
LIMITS = st.builds(
    Limits,
    wall_sit=st.none() | st.integers(10_000, 300_000),
    tremor=st.none() | st.integers(30_000, 900_000),
    knee_angle=st.sampled_from([None, 120, 135]),
    hang=st.booleans(),
)


@settings(max_examples=300, deadline=None)
@given(FITS, LIMITS, st.sampled_from(DOSES))
def test_with_any_tags_barred_and_any_limits_nothing_barred_is_played(
    fit: Fit, limits: Limits, dose: Dose
) -> None:
    timeline = session(fit, dose, limits)
    must_hold(timeline, fit)
    assert not any(limits.barred.intersection(segment.tags) for segment in everything(timeline))
    assert not fit.leave_out.intersection(chapters(timeline)) - {"settle", "rest", "arrive"}


def test_who_has_no_need_gets_the_session_as_it_is_written() -> None:
    for dose in DOSES:
        assert session(Fit(), dose) == compile_timeline(LIBRARY, session_ids(LIBRARY), dose)
        assert session(Fit(), dose).notes == ()


@pytest.mark.parametrize("tag", TAGS)
def test_whatever_one_tag_is_barred_its_reason_is_told_in_words(tag: Tag) -> None:
    fit = Fit(barred=frozenset({tag}))
    timeline = session(fit)
    left = [id for id in PHYSICAL if id not in chapters(timeline)]
    assert len([note for note in timeline.notes if "left out, because" in note]) == len(left)
    assert all("{" not in note for note in timeline.notes)


WAYS = [
    ("balance", "ankles", "hand on the wall"),
    ("balance", "calves", "hand on the wall"),
    ("balance", "thighs", "hands on a chair"),
    ("balance", "fold", "hands on a chair"),
    ("balance", "opening", "hand on the wall"),
    ("balance", "wall-sit", "block or a chair"),
    ("calf", "calves", "both feet"),
    ("knee", "thighs", "small bend of both knees"),
    ("knee", "wall-sit", "10 to 15 seconds"),
    ("back", "fold", "bent knees"),
    ("back", "opening", "small bow"),
    ("back", "wall-sit", "block or a chair"),
    ("hips", "butterfly", "soles flat, opening the knees 5 centimetres"),
    ("pressure", "wall-sit", "very high"),
    ("cannot-stand", "butterfly", "first with the soles flat, then the butterfly, then the rest"),
    ("bed", "butterfly", "on a bed"),
    ("chair", "ankles", "sitting on a chair"),
    ("chair", "calves", "sitting on a chair"),
    ("chair", "thighs", "sitting on a chair"),
]
LEFT_OUT = [
    ("eyes", "fold", "pressure in the eyes"),
    ("pressure", "fold", "blood pressure"),
    ("bones", "fold", "fracture"),
    ("bones", "opening", "fracture"),
    ("cannot-stand", "wall-sit", "not done lying on a mat"),
    ("chair", "butterfly", "not done on a chair"),
    ("bed", "ankles", "not done on a bed"),
]


@pytest.mark.parametrize(("need", "exercise", "about"), WAYS)
def test_an_exercise_is_done_in_the_way_that_the_need_asks_for(
    need: BodyNeed, exercise: str, about: str
) -> None:
    title = LIBRARY.scripts[exercise].title
    told = [note for note in session(needing(need)).notes if note.startswith(f"{title} is done another way")]
    assert len(told) == 1
    assert about in told[0]


@pytest.mark.parametrize(("need", "exercise", "reason"), LEFT_OUT)
def test_what_does_not_fit_is_left_out_and_the_reason_is_told(
    need: BodyNeed, exercise: str, reason: str
) -> None:
    timeline = session(needing(need))
    assert exercise not in chapters(timeline)
    title = LIBRARY.scripts[exercise].title
    assert any(note.startswith(f"{title} is left out, because") and reason in note for note in timeline.notes)


@pytest.mark.parametrize("need", ["eyes", "pressure", "bones"])
def test_the_hanging_after_the_wall_goes_alone(need: BodyNeed) -> None:
    timeline = session(needing(need))
    ids = [segment.id for segment in timeline.segments if segment.chapter == "wall-sit"]
    assert ids == ["wall-sit/lean", "wall-sit/sit", "wall-sit/push-off"]
    assert any("goes without “Hang forward" in note for note in timeline.notes)


NEVER = {
    "cannot-stand": r"\bstand|\bstood|\bwalk|\bchair\b|\bbed\b",
    "chair": r"\bstand|\bstood|\bwalk a|\bmat\b|\bbed\b|\blie\b|lying",
    "bed": r"\bstand|\bstood|\bwalk|\bmat\b|\bchair\b|\bfloor\b",
}


@pytest.mark.parametrize("need", WHO_CANNOT_STAND)
@pytest.mark.parametrize("dose", DOSES)
def test_who_cannot_stand_never_hears_or_reads_of_it(need: BodyNeed, dose: Dose) -> None:
    words = [
        words
        for segment in everything(session(needing(need), dose))
        for cue in segment.cues
        for words in (cue.text, cue.caption)
    ]
    assert [text for text in words if re.search(NEVER[need], text, re.IGNORECASE)] == []


@pytest.mark.parametrize("need", WHO_CANNOT_STAND)
def test_who_cannot_stand_never_sees_somebody_stand(need: BodyNeed) -> None:
    poses = {cue.pose for segment in everything(session(needing(need))) for cue in segment.cues if cue.pose}
    upright = {
        name
        for name, pose in LIBRARY.poses.items()
        if pose.root.at[1] >= 40 and "bed" not in {prop.kind for prop in pose.props}
    }
    assert poses.isdisjoint(upright)


def test_a_short_form_without_standing_is_lain_from_the_first_word_to_the_rest() -> None:
    timeline = session(needing("cannot-stand"))
    assert chapters(timeline) == ["arrive", "stop-practice", "butterfly", "settle", "rest"]
    assert {segment.posture for segment in timeline.segments} == {"lying", "sitting"}
    ids = [segment.id for segment in timeline.segments if segment.chapter == "butterfly"]
    assert ids[:4] == ["butterfly/soles", "butterfly/open", "butterfly/lift", "butterfly/rest"]


def test_on_a_chair_and_a_bed_one_sits_for_some_and_lies_for_the_tremor() -> None:
    timeline = session(needing("chair", "bed"))
    there = chapters(timeline)
    assert there == ["arrive", "stop-practice", "ankles", "calves", "thighs", "butterfly", "settle", "rest"]
    assert {s.posture for s in timeline.segments if s.chapter == "butterfly"} == {"lying"}


def test_nothing_that_fits_is_refused_with_its_reasons() -> None:
    with pytest.raises(Refusal, match="pressure in the eyes") as refused:
        compile_timeline(LIBRARY, ["fold"], "default", fit=needing("eyes"))
    assert refused.value.code == "nothing-fits"


def test_the_parts_stay_whatever_is_left_out() -> None:
    everything_out = Fit(leave_out=frozenset([*LIBRARY.scripts]), barred=frozenset(TAGS))
    timeline = session(everything_out)
    assert chapters(timeline) == ["arrive", "settle", "rest"]
    assert len(timeline.notes) == len(PHYSICAL)
    assert all(segment.tags == () for segment in everything(timeline))
    assert all(not cue.pose for segment in everything(timeline) for cue in segment.cues)


@pytest.mark.parametrize("stop", [15, 20, 30, 45, 60, 90, 120])
@pytest.mark.parametrize("fit", [Fit(), needing("hips"), needing("bed")], ids=["usual", "hips", "bed"])
def test_short_stops_leave_the_questions_quiet_too(stop: int, fit: Fit) -> None:
    """The sensitive ladder's stops: whoever is asked and silent is never told to move the knees meanwhile."""
    amounts = {"butterfly": {"stop": stop * 1000, "stops": 6, "shaking": 720_000}}
    timeline = compile_timeline(LIBRARY, ["butterfly"], "default", Limits(amounts=amounts), fit)
    asks, tremor = timeline.check_in, 0
    assert asks is not None
    quiet = [(at, at + 2 * asks.window) for at in range(asks.first, asks.cap, asks.every)]
    for segment in timeline.segments:
        if not segment.tremor:
            continue
        assert segment.length == stop * 1000
        for cue in segment.cues:
            begin, end = tremor + cue.at, tremor + cue.at + speaking(cue.text)
            assert not cue.text or not any(begin < until and end > since for since, until in quiet), cue.text
        tremor += segment.length
    assert tremor == stop * 6000


def sit_of(timeline: Timeline) -> Segment:
    return next(segment for segment in timeline.segments if segment.id == "wall-sit/sit")


def hold_of(timeline: Timeline) -> int:
    return next(cue.lasts for cue in sit_of(timeline).cues if cue.kind == "hold")


def test_a_rule_may_raise_the_wall_sit_up_to_its_limits() -> None:
    def sits(amount: int, wall_sit: int | None = None, wall_total: int | None = None) -> int:
        amounts = {"wall-sit": {"sit": amount}}
        given = Limits(wall_sit=wall_sit, wall_total=wall_total, amounts=amounts)
        return hold_of(compile_timeline(LIBRARY, ["wall-sit"], "default", given))

    assert sits(90_000) == 90_000
    assert sits(90_000, wall_sit=60_000) == 60_000
    assert sits(90_000, wall_total=75_000) == 75_000
    assert sits(9_000_000) == 300_000
    assert sits(1_000) == 10_000


def test_longer_keeps_the_wall_sit_within_the_sum_of_the_session() -> None:
    limits = Limits(wall_total=80_000)
    timeline = compile_timeline(LIBRARY, ["wall-sit"], "default", limits)
    stretch = sit_of(timeline).stretch
    assert stretch is not None
    assert hold_of(timeline) + stretch.by * stretch.most <= 80_000


def test_a_high_seat_and_no_hanging_can_be_asked_for_by_limits() -> None:
    timeline = session(Fit(), limits=Limits(knee_angle=135, hang=False))
    assert hold_of(timeline) <= 15_000
    assert not any("hang" in segment.tags for segment in timeline.segments)
    assert "fold" in chapters(timeline)


def test_the_usual_angle_asks_for_nothing_else() -> None:
    assert session(Fit(), limits=Limits(knee_angle=120)) == session(Fit())


@pytest.mark.parametrize("form", ["", "eyes-closed", "mat", "bed"])
def test_the_spiral_lasts_five_minutes_at_most_in_every_form(form: str) -> None:
    needs: dict[str, frozenset[BodyNeed]] = {"mat": frozenset({"cannot-stand"}), "bed": frozenset({"bed"})}
    fit = Fit(forms={"spiral": form}, needs=needs.get(form, frozenset()))
    for dose in DOSES:
        timeline = compile_timeline(LIBRARY, ["spiral"], dose, fit=fit)
        assert timeline.length <= 5 * 60_000
        words = " ".join(cue.text for segment in timeline.segments for cue in segment.cues)
        assert "not one of the seven" in words
        assert words.count("from zero to ten") == 2
        assert ("eyes close" in words) == (form == "eyes-closed")
        assert "eyes-closed" in timeline.segments[0].tags or form != "eyes-closed"


def test_closed_eyes_come_only_to_who_asks_and_never_where_they_are_barred() -> None:
    barred = Fit(forms={"spiral": "eyes-closed"}, barred=frozenset({"eyes-closed"}))
    for fit in (Fit(), barred, needing("cannot-stand")):
        timeline = compile_timeline(LIBRARY, ["spiral"], "default", fit=fit)
        assert not any("eyes-closed" in segment.tags for segment in timeline.segments)


def test_the_three_signs_are_taught_one_by_one_before_the_first_tremor() -> None:
    for fit in (Fit(), needing("bed"), needing("cannot-stand")):
        timeline = session(fit, limits=beginner_limits())
        signs = next(s for s in timeline.segments if s.id == "stop-practice/signs")
        words = [cue.text for cue in signs.cues]
        assert "freezing" in words[0]
        assert "flooding" in words[1]
        assert "drifting away" in words[2]
        assert signs.keep


def test_emergency_signs_are_named_with_the_stop_and_at_the_end_of_settling() -> None:
    for fit in (Fit(), needing("bed"), needing("chair"), needing("cannot-stand")):
        timeline = session(fit)
        ends = [segments[-1] for name, segments in timeline.branches.items() if name.startswith("settle/")]
        for segment in ends:
            assert re.search("chest pain.*weakness on one side.*medical help", segment.cues[-1].text)
    when = next(s for s in session(Fit()).segments if s.id == "stop-practice/when")
    assert "does not end" in when.cues[0].text
