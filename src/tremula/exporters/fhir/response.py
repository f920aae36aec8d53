"""A filled-in form as a FHIR R4 QuestionnaireResponse. It names nobody: who gets the file knows whose it is.

https://hl7.org/fhir/R4/questionnaireresponse.html
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from tremula.core.questionnaire.form import Form, Item
from tremula.core.questionnaire.report import Entry, known
from tremula.core.questionnaire.scoring import Score, evaluate
from tremula.exporters.fhir.questionnaire import SCORES, Json, unless_empty, url, value

DAY = "urn:tremula:day"
"""The day that was told of: a check-in of yesterday is authored today."""


def response(form: Form, entry: Entry) -> Json:
    """The answers as they were given, and the scores that the form gives them today."""
    answers = known(form, entry.answers)
    items = [answer(form, item, answers[item.id]) for item in form.items if item.id in answers]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": id_of(form, entry),
        "language": entry.language,
        "questionnaire": f"{url(form)}|{entry.version}",
        "status": "completed",
        "authored": entry.at,
        **unless_empty("extension", [{"url": DAY, "valueDate": entry.of}] if entry.of else []),
        **unless_empty("item", [*items, *score_group(form, evaluate(form, answers).scores)]),
    }


def id_of(form: Form, entry: Entry) -> str:
    """At most 64 letters, digits, hyphens and dots: the form, the moment in UTC, and which one of it."""
    moment = datetime.fromisoformat(entry.at).astimezone(UTC)
    which = sha256(entry.id.encode()).hexdigest()[:8]
    return f"{form.id[:34]}-{moment:%Y%m%dT%H%M%S}.{moment.microsecond // 1000:03}.{which}"


def answer(form: Form, item: Item, number: int) -> Json:
    """One answered question."""
    return {"linkId": item.id, "text": item.text, "answer": [value(form, item, number)]}


def score_group(form: Form, scores: tuple[Score, ...]) -> list[Json]:
    """The scores for which enough was answered."""
    items = [
        {
            "linkId": f"score-{score.scale}",
            "text": form.scale(score.scale).label,
            "answer": [{"valueDecimal": plain(score.value)}],
        }
        for score in scores
        if score.value is not None
    ]
    return [{"linkId": SCORES, "text": "Scores", "item": items}] if items else []


def plain(number: float) -> int | float:
    """12 rather than 12.0: a decimal's digits tell how exact it is."""
    return int(number) if number == int(number) else number
