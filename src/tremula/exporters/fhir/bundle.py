"""Every questionnaire that was filled in, with all its answers, as one FHIR R4 Bundle. It writes no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tremula.core.questionnaire.form import Form
from tremula.core.questionnaire.report import Entry
from tremula.exporters.fhir.questionnaire import Json, questionnaire, unless_empty, url
from tremula.exporters.fhir.response import response


def bundle(forms: Mapping[str, Form], entries: Mapping[str, Sequence[Entry]], at: str) -> Json:
    """A collection: each form that has answers, then these, oldest first. `at`: RFC 3339 with offset."""
    made: list[Json] = []
    for id, filled in sorted(entries.items()):
        if id in forms and filled:
            made.append({"fullUrl": url(forms[id]), "resource": questionnaire(forms[id])})
            made += [response_entry(forms[id], entry) for entry in filled]
    return {"resourceType": "Bundle", "type": "collection", "timestamp": at, **unless_empty("entry", made)}


def response_entry(form: Form, entry: Entry) -> Json:
    """One filled-in form."""
    resource = response(form, entry)
    return {"fullUrl": f"urn:tremula:questionnaire-response:{resource['id']}", "resource": resource}
