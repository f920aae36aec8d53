"""Answered questionnaires score what their publishers' rules say: the cases of conformance/scoring.

cases.json: by hand, each for a reason. camcops.json: scored by CamCOPS 2.4.24.
psych.json: scored by the R package psych 2.2.9.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from shipped import our_shelf
from tremula.core.questionnaire.form import Form
from tremula.core.questionnaire.scoring import evaluate

FOLDER = Path(__file__).parents[2] / "conformance/scoring"
CASES = json.loads((FOLDER / "cases.json").read_text())["cases"]
OTHERS = {name: json.loads((FOLDER / f"{name}.json").read_text())["cases"] for name in ("camcops", "psych")}
"""By the implementation, of others and independent of ours, that scored them."""
SHELF = our_shelf()
FORMS = {**SHELF.forms, **SHELF.structures}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['form']}: {case['why']}")
def test_a_case(case: dict[str, Any]) -> None:
    result = evaluate(FORMS[case["form"]], case["answers"])
    told = {score.scale: score for score in result.scores}
    assert {id: told[id].value for id in case["scores"]} == case["scores"]
    assert {id: told[id].band for id in case.get("bands", {})} == case.get("bands", {})
    assert {id: result.patterns[id] for id in case.get("patterns", {})} == case.get("patterns", {})
    if "hooks" in case:
        assert list(result.hooks) == case["hooks"]
    if "filled" in case:
        assert {id for id, score in told.items() if score.filled} >= set(case["filled"])
    if "above" in case:
        assert [id for id, score in told.items() if score.above_cutoff] == case["above"]


INDEPENDENT = [(name, case) for name, cases in OTHERS.items() for case in cases]


@pytest.mark.parametrize(
    ("name", "case"),
    INDEPENDENT,
    ids=[f"{name}, {case['form']}: {case['why']}" for name, case in INDEPENDENT],
)
def test_an_independent_implementation_comes_to_the_same(name: str, case: dict[str, Any]) -> None:
    test_a_case(case)


def test_at_least_two_hundred_cases_are_scored_by_others() -> None:
    seen = {json.dumps([case["form"], case["answers"]], sort_keys=True) for _, case in INDEPENDENT}
    assert len(seen) >= 200


def test_every_form_has_a_case() -> None:
    assert {case["form"] for case in CASES} | {case["form"] for _, case in INDEPENDENT} == set(FORMS)


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_the_ends_of_every_scale_are_reached_and_never_passed(form: Form) -> None:
    for pick in (min, max):
        for scale in form.scales:
            answers = {item.id: pick(form.values(item)) for item in form.items if not item.when}
            answers |= {item.id: pick(form.values(item)) for item in form.items if item.when}
            value = evaluate(form, answers).score(scale.id).value
            assert value is not None and scale.low <= value <= scale.high
