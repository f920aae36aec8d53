"""A form as a FHIR R4 Questionnaire. Scores stand in it as read-only items. It holds no answer of anybody.

https://hl7.org/fhir/R4/questionnaire.html
"""

from __future__ import annotations

from typing import Any

from tremula.core.questionnaire.form import Form, Item, Option, Scale, Span

LOINC = "http://loinc.org"
OURS = "urn:tremula:answers"
EXTENSION = "http://hl7.org/fhir/StructureDefinition"
SCORES = "scores"
"""The link id of the group with the scores."""
NOTICE = "LOINC codes (c) Regenstrief Institute, Inc.; free under https://loinc.org/license."
Json = dict[str, Any]


def questionnaire(form: Form) -> Json:
    """The whole form: texts, answers with their points, codes, licence."""
    return {
        "resourceType": "Questionnaire",
        "id": form.id,
        "language": "en",
        "url": url(form),
        "version": form.version,
        "name": form.id.upper().replace("-", "_"),
        "title": form.title,
        "status": "active",
        "subjectType": ["Patient"],
        "description": f"{form.about} {form.looks_back.capitalize()}.",
        "copyright": f"{form.licence.credit} Use: {form.licence.status}. {NOTICE}",
        **codes(form.loinc),
        "item": [*stem(form), *(item_of(form, item) for item in form.items), *scores(form)],
    }


def unless_empty(name: str, several: list[Json]) -> Json:
    """A list under its name; FHIR knows no empty ones."""
    return {name: several} if several else {}


def url(form: Form) -> str:
    """The form's name for other programs."""
    return f"urn:tremula:questionnaire:{form.id}"


def codes(loinc: str | None) -> Json:
    """The code of a form or question, where it has one."""
    return {"code": [{"system": LOINC, "code": loinc}]} if loinc else {}


def stem(form: Form) -> list[Json]:
    """The sentence above the questions."""
    return [{"linkId": "stem", "text": form.stem, "type": "display"}] if form.stem else []


def item_of(form: Form, item: Item) -> Json:
    """One question. None is required: a person may leave any of them out."""
    made: Json = {"linkId": item.id, **codes(item.loinc), "text": item.text, **answers(form, item)}
    if item.when:
        lead = form.item(item.when.item)
        made["enableWhen"] = [
            {"question": lead.id, "operator": "=", **value(form, lead, item.when.value, "answer")}
        ]
    return made


def answers(form: Form, item: Item) -> Json:
    """What can be answered."""
    if item.span:
        return numbers(item, item.span)
    options = item.options or form.options
    return {"type": "choice", "answerOption": [{"valueCoding": coding(form, item, each)} for each in options]}


def numbers(item: Item, span: Span) -> Json:
    """A whole number, with its bounds and the words at both ends."""
    ends = (("lower", span.low, span.low_words), ("upper", span.high, span.high_words))
    return {
        "extension": [
            {"url": f"{EXTENSION}/minValue", "valueInteger": span.low},
            {"url": f"{EXTENSION}/maxValue", "valueInteger": span.high},
        ],
        "type": "integer",
        "item": [
            {
                "linkId": f"{item.id}.{side}",
                "text": f"{number}: {words}",
                "type": "display",
                "extension": [control(side)],
            }
            for side, number, words in ends
        ],
    }


def control(side: str) -> Json:
    """Where a display stands: at the lower or the upper end."""
    code = {"system": "http://hl7.org/fhir/questionnaire-item-control", "code": side}
    return {"url": f"{EXTENSION}/questionnaire-itemControl", "valueCodeableConcept": {"coding": [code]}}


def coding(form: Form, item: Item, option: Option) -> Json:
    """An answer: its code, its words, its points. Where an item has its own answers, their codes name it."""
    whose = f"{form.id}-{item.id}" if item.options else form.id
    system, code = (LOINC, option.loinc) if option.loinc else (OURS, f"{whose}-{option.value}")
    points = {"url": f"{EXTENSION}/ordinalValue", "valueDecimal": option.value}
    return {"extension": [points], "system": system, "code": code, "display": option.text}


def value(form: Form, item: Item, number: int, prefix: str = "value") -> Json:
    """An answer as FHIR has it: `valueInteger`, or `valueCoding` (`answerInteger` … in a condition)."""
    if item.span:
        return {f"{prefix}Integer": number}
    option = next(each for each in item.options or form.options if each.value == number)
    return {f"{prefix}Coding": coding(form, item, option)}


def scores(form: Form) -> list[Json]:
    """A group of the scores, worked out and never typed."""
    if not form.scales:
        return []
    inner = [score_item(scale) for scale in form.scales]
    return [{"linkId": SCORES, "text": "Scores", "type": "group", "readOnly": True, "item": inner}]


def score_item(scale: Scale) -> Json:
    """One score."""
    code = codes(scale.loinc)
    return {"linkId": f"score-{scale.id}", **code, "text": scale.label, "type": "decimal", "readOnly": True}
