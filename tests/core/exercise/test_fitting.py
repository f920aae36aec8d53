"""Which way of an exercise a body gets, on made-up scripts: the rule, what is taken over, what is told."""

from __future__ import annotations

from typing import Any

import pytest
from scripts import SAY, choice, library, part, script

from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.fit import NEEDS, BodyNeed, Fit, Tag, barred_tags, fit_for, places
from tremula.core.exercise.fitting import as_script, way_of
from tremula.core.exercise.script import Limits, Script, tags_of
from tremula.core.failure import Refusal
from tremula.core.session.timeline import Timeline


def variant(id: str, *needs: str, tags: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    return {"id": id, "about": f"as {id}", "for": list(needs), "tags": list(tags), "order": ["one"]} | more


def with_variants(*variants: dict[str, Any], tags: tuple[str, ...] = (), **more: Any) -> Script:
    return script(part(SAY), tags=list(tags), variants=list(variants), **more)


def chosen(made: Script, *needs: BodyNeed, **more: Any) -> str | None:
    way = way_of(made, Fit(needs=frozenset(needs), **more))
    return None if way is None else way.variant.id if way.variant else "main"


def timeline(made: Script, fit: Fit, limits: Limits | None = None) -> Timeline:
    other = script(part(SAY), id="other", anywhere=True)
    return compile_timeline(library(made, other), ["other", made.id], "default", limits, fit)


BALANCE = with_variants(
    variant("support", "balance", tags=("one-leg",)),
    variant("both", "balance", "calf"),
    variant("chair", "chair", posture="sitting", tags=("chair",)),
    tags=("balance", "calf-load"),
)


@pytest.mark.parametrize(
    ("needs", "way"),
    [
        ((), "main"),
        (("eyes",), "main"),
        (("balance",), "support"),  # both are made for it: the first in the file
        (("calf",), "both"),
        (("balance", "calf"), "both"),  # made for both
        (("chair",), "chair"),
        (("chair", "balance"), "chair"),
        (("bed",), None),
    ],
)
def test_the_way_made_for_most_of_the_needs_is_taken(needs: tuple[BodyNeed, ...], way: str | None) -> None:
    assert chosen(BALANCE, *needs) == way


def test_tags_barred_beyond_the_needs_find_their_way_too() -> None:
    barred: frozenset[Tag] = frozenset({"balance", "one-leg"})
    assert chosen(BALANCE, barred=barred) == "both"


def test_a_way_for_a_need_comes_before_a_main_way_that_would_do() -> None:
    made = with_variants(variant("short-form", "cannot-stand", tags=("floor",)), posture="lying")
    assert chosen(made, "cannot-stand") == "short-form"
    assert chosen(made) == "main"


def test_a_form_is_taken_when_it_is_asked_for_and_not_barred() -> None:
    made = with_variants(variant("closed", tags=("eyes-closed",)))
    assert chosen(made) == "main"
    assert chosen(made, forms={"exercise": "closed"}) == "closed"
    assert chosen(made, forms={"exercise": "closed"}, barred=frozenset({"eyes-closed"})) == "main"


def test_what_is_left_out_is_left_out_but_never_the_parts_around() -> None:
    assert chosen(with_variants(), leave_out=frozenset({"exercise"})) is None
    assert chosen(with_variants(id="rest"), leave_out=frozenset({"rest"})) == "main"


def test_what_fits_anywhere_comes_last_and_asks_nothing() -> None:
    made = with_variants(
        variant("anywhere", anywhere=True), variant("chair", "chair", posture="sitting", tags=("chair",))
    )
    assert chosen(made) == "main"
    assert chosen(made, "chair") == "chair"
    assert chosen(made, "bed") == "anywhere"
    way = as_script(made, made.variants[0])
    assert tags_of(way, way.segments[0]) == ()


HANG = part(SAY, id="hang", tags=["head-down"], **{"may-go": True})


def test_a_part_that_may_go_goes_alone_and_is_told() -> None:
    made = script(part(SAY), HANG)
    told = timeline(made, Fit(needs=frozenset({"eyes"})))
    assert [segment.id for segment in told.segments] == ["other/one", "exercise/one"]
    assert told.notes == ("Exercise without Hang: need eyes.",)


def test_an_exercise_whose_parts_all_go_is_left_out() -> None:
    assert chosen(script(HANG), "eyes") is None


def test_a_way_into_a_barred_easier_way_is_no_way() -> None:
    easier = {"down": [part(SAY, id="down", tags=["head-down"])]}
    made = script(part(SAY, easier="down"), branches=easier)
    assert chosen(made, "eyes") is None
    assert chosen(script(part(SAY), branches=easier), "eyes") == "main"  # nothing leads there


MOVING = part(
    {"kind": "move", "move": "sway", "over": "1 s", "text": "Sway.", "caption": "Sway"},
    {"kind": "repeat", "repeat": 2, "steps": [{"kind": "show", "show": "sway", "lasts": "1 s"}]},
    {"kind": "rest", "rest": "9 s", "pose": "stand",
     "during": [{"at": "1 s", "text": "So.", "caption": "So", "pose": "sway"}]},
)  # fmt: skip


def poses(made: Script) -> list[str]:
    return [cue.pose for segment in timeline(made, Fit(needs=frozenset({"balance"}))).segments[1:]
            for cue in segment.cues if cue.pose]  # fmt: skip


def test_what_is_taken_over_is_shown_with_other_poses_everywhere_in_it() -> None:
    support = variant("support", "balance", poses={"sway": "sway-support"})
    made = script(MOVING, tags=["balance"], variants=[support])
    assert poses(made) == ["sway-support", "sway-support", "sway-support", "stand", "sway-support"]


def test_like_takes_over_from_another_variant_and_its_own_comes_first() -> None:
    first = variant("first", "bones", segments=[part(SAY, id="two", title="First")], order=["one", "two"])
    second = variant("second", "balance", like="first", order=["two", "one", "three"],
                     segments=[part(SAY, id="three")])  # fmt: skip
    made = script(part(SAY), tags=["balance"], variants=[first, second])
    way = as_script(made, made.variants[1])
    assert [each.title for each in way.segments] == ["First", "One", "Three"]


def test_each_reason_is_told_once_and_all_when_none_is_enough_alone() -> None:
    made = with_variants(
        variant("both", "balance", tags=("one-leg",)),
        variant("chair", "calf", posture="sitting", tags=("chair",)),
        tags=("balance",),
    )  # fmt: skip
    barred: frozenset[Tag] = frozenset({"one-leg", "sitting"})
    told = timeline(made, Fit(needs=frozenset({"balance"}), barred=barred)).notes
    assert told == ("Exercise out: need balance and no sitting and no one-leg.",)
    alone = timeline(made, Fit(needs=frozenset({"bed"}), barred=barred)).notes
    assert alone == ("Exercise out: need bed.",)
    asked = timeline(made, Fit(leave_out=frozenset({"exercise"}))).notes
    assert asked == ("Exercise out: asked.",)


def test_another_way_is_told() -> None:
    assert timeline(BALANCE, Fit(needs=frozenset({"calf"}))).notes == ("Exercise changed: as both.",)


def test_when_nothing_is_left_it_is_refused_with_the_reason() -> None:
    with pytest.raises(Refusal, match="Exercise out: need bed") as refused:
        compile_timeline(library(BALANCE), ["exercise"], "default", fit=fit_for(["bed"]))
    assert refused.value.code == "nothing-fits"


def test_an_unknown_need_is_refused_with_all_there_are() -> None:
    with pytest.raises(Refusal, match=r"“knees” is no need.*There are: balance, calf") as refused:
        fit_for(["knees", "balance"])
    assert refused.value.code == "unknown-need"
    assert fit_for(NEEDS).needs == frozenset(NEEDS)


@pytest.mark.parametrize(
    ("needs", "carried"),
    [
        ((), {"floor", "chair"}),
        (("cannot-stand",), {"floor"}),
        (("chair",), {"chair"}),
        (("bed", "cannot-stand"), {"bed"}),
        (("bed", "chair"), {"bed", "chair"}),
    ],
)
def test_who_needs_a_place_gets_that_place_and_no_other(
    needs: tuple[BodyNeed, ...], carried: set[Tag]
) -> None:
    assert places(frozenset(needs)) == carried
    standing = not needs
    assert ("standing" in barred_tags(Fit(needs=frozenset(needs)))) != standing


def test_a_part_has_the_tags_of_its_posture_even_when_none_are_written() -> None:
    made = script(part(SAY), part(SAY, id="two", posture="wall"), part(SAY, id="three", tags=["bow"]))
    assert [tags_of(made, each) for each in made.segments] == [
        ("standing",), ("standing", "wall"), ("bow", "standing"),
    ]  # fmt: skip


def test_a_rule_sets_an_amount_within_the_choices_bounds_and_its_limit() -> None:
    sits = choice("45 s", "3 min", "5 min", from_="10 s", limit="wall-sit")
    made = script(part({"kind": "hold", "hold": "$sit"}), choices={"sit": sits})

    def hold(limits: Limits) -> int:
        cues = timeline(made, Fit(), limits).segments[1].cues
        return next(cue.lasts for cue in cues if cue.kind == "hold")

    def ruled(amount: int, wall_sit: int | None = None) -> Limits:
        return Limits(wall_sit=wall_sit, amounts={"exercise": {"sit": amount}})

    assert hold(ruled(120_000)) == 120_000
    assert hold(ruled(120_000, wall_sit=90_000)) == 90_000
    assert (hold(ruled(1)), hold(ruled(10**9))) == (10_000, 300_000)
    assert hold(Limits(amounts={"another": {"sit": 1}})) == 45_000


def test_a_recording_attaches_a_sensor_to_the_end_of_its_segment_and_is_silent() -> None:
    record = {"kind": "record", "record": "accelerometer"}
    rest = {"kind": "rest", "rest": "20 s"}
    segment = timeline(script(part(SAY, record, rest)), Fit()).segments[1]
    (cue,) = [cue for cue in segment.cues if cue.kind == "record"]
    assert (cue.sensor, cue.text, cue.caption, cue.pose) == ("accelerometer", "", "", "")
    assert cue.at + cue.lasts == segment.length
    assert cue.lasts == 20_000
    without = timeline(script(part(SAY, rest)), Fit()).segments[1]
    assert segment.length == without.length
