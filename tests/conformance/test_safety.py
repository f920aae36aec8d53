"""The rules of content/safety pass every case in conformance/safety; a broken case or rule is told."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from shipped import our_safety
from tremula.core.safety.conformance import decode_table, play_case
from tremula.core.safety.stories import Case

FILES = sorted((Path(__file__).parents[2] / "conformance/safety").glob("*.json"))
RULES = our_safety()
CASES = [
    pytest.param(case, id=f"{path.stem}: {case.why[:60]}")
    for path in FILES
    for case in decode_table(path.read_bytes()).cases
]


@pytest.mark.parametrize("case", CASES)
def test_the_rules_pass(case: Case) -> None:
    assert play_case(RULES, case) == []


def test_there_are_enough_cases_and_each_says_why_in_its_own_words() -> None:
    cases = [case.values[0] for case in CASES]
    assert len({case.why for case in cases}) == len(cases) >= 120


def test_every_row_of_the_screening_has_a_case_of_its_own() -> None:
    alone = [case.values[0].expect.get("rows") for case in CASES]
    assert [row.id for row in RULES.screening.rows if [row.id] not in alone] == []


def test_every_pointer_has_a_case() -> None:
    seen = {id for case in CASES for id in case.values[0].expect.get("pointers", ())}
    assert {rule.id for rule in RULES.referral.rules} == seen


@pytest.mark.parametrize("where", ["dose", "gates"])
def test_every_sentence_is_said_in_some_case(where: str) -> None:
    asks = {"dose": {"propose"}, "gates": {"begin", "full-dose", "own-choice"}}[where]
    said = {
        id for case in CASES if case.values[0].ask in asks for id in case.values[0].expect.get("reasons", ())
    }
    sentences = set(getattr(RULES, where).reasons) - {"more", "no-more"}
    assert sentences - said == set()


GOOD = {"why": "it shows a broken case", "ask": "grade", "expect": {"grade": "green"}}


@pytest.mark.parametrize(
    "broken",
    [{"why": ""}, {"ask": "grades"}, {"expect": {}}, {"extra": 1}, {"sessions": [{"dya": 1}]}],
    ids=str,
)
def test_a_malformed_case_is_an_error(broken: dict[str, object]) -> None:
    table = {"about": "broken cases only", "cases": [GOOD | broken]}
    with pytest.raises(msgspec.ValidationError):
        decode_table(json.dumps(table).encode())


@pytest.mark.parametrize("expect", [{"grade": "red"}, {"garde": "green"}, {"grade": "green", "solo": False}])
def test_a_wrong_expectation_is_told(expect: dict[str, object]) -> None:
    case = msgspec.convert(GOOD | {"expect": expect}, Case)
    assert play_case(RULES, case)
