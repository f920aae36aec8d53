"""Answered questionnaires score what their publishers' rules say: the cases of conformance/scoring."""

import json
from pathlib import Path
from typing import Any

import pytest

from tremula.core.questionnaire.form import Form
from tremula.core.questionnaire.scoring import evaluate
from tremula.library.places import find_content
from tremula.library.questionnaires import read_forms

FILE = Path(__file__).parents[2] / "conformance/scoring/cases.json"
CASES = json.loads(FILE.read_text())["cases"]
FORMS = read_forms(find_content(None))


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


def test_every_form_has_a_case() -> None:
    assert {case["form"] for case in CASES} == set(FORMS)


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_the_ends_of_every_scale_are_reached_and_never_passed(form: Form) -> None:
    for pick in (min, max):
        for scale in form.scales:
            answers = {item.id: pick(form.values(item)) for item in form.items if not item.when}
            answers |= {item.id: pick(form.values(item)) for item in form.items if item.when}
            value = evaluate(form, answers).score(scale.id).value
            assert value is not None and scale.low <= value <= scale.high
