"""The decision table of the first steps, and what no answers may bring about."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from shipped import our_guidance
from tremula.core.learn.help import Filters, Told, When, filtered, holds, questions_for, suggest

TEACHING = our_guidance().teaching
STEPS = TEACHING.steps
KINDS = {kind.id: kind for kind in TEACHING.help.kinds}
TABLE = json.loads((Path(__file__).parents[3] / "conformance/support/first-steps.json").read_text("utf-8"))


def told(case: dict[str, Any]) -> Told:
    return Told(**{**case, "rows": frozenset(case.get("rows", ()))})


def everything() -> list[Told]:
    """Every score with every plain answer, screened or not, with and without a heavy row."""
    ids = [[each.id for each in question.choices] for question in STEPS.questions]
    names = [question.id for question in STEPS.questions]
    return [
        Told(score, dict(zip(names, answers, strict=True)), rows, screened, crisis)
        for score in (None, 0, 1, 2, 3, 4, 5)
        for answers in itertools.product(*ids)
        for rows in (frozenset[str](), frozenset({"dissociation"}))
        for screened, crisis in ((True, False), (False, False), (True, True))
    ]


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["why"])
def test_the_table_holds(case: dict[str, Any]) -> None:
    found = suggest(STEPS, told(case["told"]))
    came = {"kinds": [each.kind for each in found.kinds], "crisis": found.crisis}
    assert came == case["expect"]


def test_every_rule_is_tried_by_the_table() -> None:
    tried = {
        reason.rule
        for case in TABLE["cases"]
        for each in suggest(STEPS, told(case["told"])).kinds
        for reason in each.reasons
    }
    assert tried == {rule.id for rule in STEPS.rules}


def test_whoever_answers_whatever_gets_somebody_to_talk_to_and_a_reason() -> None:
    for each in everything():
        found = suggest(STEPS, each)
        assert 1 <= len(found.kinds) <= STEPS.most
        assert all(
            one.reasons and all(reason.why and reason.source for reason in one.reasons) for one in found.kinds
        )
        assert found.crisis == each.crisis
        if each.crisis:
            assert found.kinds[0].kind == "crisis-line"


def test_no_answers_lead_to_ketamine_or_to_what_is_little_known_before_a_person_who_can_judge() -> None:
    for each in everything():
        kinds = [one.kind for one in suggest(STEPS, each).kinds]
        assert "ketamine" not in kinds
        little = [place for place, kind in enumerate(kinds) if KINDS[kind].standing == "little-known"]
        assert not little or min(little) > 0


def test_from_four_on_what_guidelines_recommend_stands_first() -> None:
    for each in everything():
        kinds = [one.kind for one in suggest(STEPS, each).kinds]
        if each.score is not None and each.score >= 4 and not each.crisis:
            first = 2 if each.rows else 0
            assert kinds[first : first + 3] == ["prolonged-exposure", "cpt", "emdr"]
            assert not each.rows or kinds[:2] == ["trauma-therapy", "psychiatry"]


def test_no_reason_says_what_somebody_has() -> None:
    words = " ".join(rule.why for rule in STEPS.rules).lower()
    assert "you have ptsd" not in words and "you suffer" not in words
    assert "not a finding" in STEPS.never


def test_no_score_lies_nowhere() -> None:
    assert not holds(When(score_to=5), Told(score=None))
    assert holds(When(score_to=5), Told(score=0))


@pytest.mark.parametrize(
    ("asked", "there", "away"),
    [
        (Filters(way="phone"), {"crisis-line", "online-therapy"}, {"emdr"}),
        (Filters(price="free"), {"crisis-line", "support-group"}, {"family-doctor"}),
        (Filters(price="low"), {"crisis-line", "family-doctor", "eft"}, {"cpt", "ketamine"}),
        (Filters(standing="recommended"), {"cpt", "emdr", "prolonged-exposure"}, {"brainspotting"}),
        (Filters(group="medicine"), {"ketamine", "psychiatry"}, {"art"}),
        (
            Filters(way="online", price="middle", standing="recommended", group="therapy"),
            {"cpt"},
            {"psychiatry"},
        ),
    ],
)
def test_filters_work_alone_and_together(asked: Filters, there: set[str], away: set[str]) -> None:
    found = {kind.id for kind in filtered(TEACHING.help.kinds, asked)}
    assert there <= found and not away & found


def test_no_filter_shows_all_and_an_unknown_word_nothing() -> None:
    assert len(filtered(TEACHING.help.kinds, Filters())) == len(KINDS)
    for asked in (Filters(way="x"), Filters(price="x"), Filters(standing="x"), Filters(group="x")):
        assert filtered(TEACHING.help.kinds, asked) == []


def test_the_sheet_has_the_named_kinds_or_all() -> None:
    assert [kind.id for kind, _ in questions_for(TEACHING.help, ["emdr", "cpt"])] == ["cpt", "emdr"]
    assert len(questions_for(TEACHING.help, [])) == len(KINDS)
