"""What the OpenAPI document says is tried at every door, with what fits it and with what does not.

No answer may be a fault of ours (5xx); every one must be as the document says, its refusals' codes included.
"""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from visitor import ORIGIN, PASSPHRASE, Visitor, furnish

EXAMPLES = 10
ORIGIN_HEADER = {"$ref": "#/components/parameters/Origin"}
HELD = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,  # the last, because it does not know 413 as a way to refuse
]
"""Not: who is let in (test_every_route.py, test_tokens.py); nor that whatever fits the schema is taken, since
whether a place of the body, an exercise or a question exists is for the content to say."""
tried = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def without_the_door(document: dict[str, Any]) -> dict[str, Any]:
    """The same for somebody who is in: nothing about logins, and no header that every request has."""
    for methods in document["paths"].values():
        for operation in methods.values():
            operation.pop("security")
            mine = [each for each in operation.pop("parameters", []) if each != ORIGIN_HEADER]
            operation |= {"parameters": mine} if mine else {}
    document["components"].pop("securitySchemes")
    return document


DOCUMENT = json.loads((Path(__file__).parents[2] / "docs/reference/openapi.json").read_text("utf-8"))
SCHEMA = schemathesis.openapi.from_dict(without_the_door(DOCUMENT))


def operation_of(name: str) -> dict[str, Any]:
    method, path = name.split(" ")
    return dict(DOCUMENT["paths"][path][method.lower()])


def can_be_wrong(name: str) -> bool:
    """Whether there is anything that does not fit: not where an address takes whatever text."""
    operation = operation_of(name)
    given = [each["schema"] for each in operation.get("parameters", [])]
    return "requestBody" in operation or any(schema != {"type": "string"} for schema in given)


OPERATIONS = {each.ok().label: each.ok() for each in SCHEMA.get_all_operations()}
ASKING = [name for name in OPERATIONS if can_be_wrong(name)]
WITH_IDS = [name for name, each in OPERATIONS.items() if each.path_parameters]


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_fits_is_answered_as_the_document_says(resident: Visitor, long_time: Any, name: str) -> None:
    attempt(resident, long_time, name, GenerationMode.POSITIVE)


@pytest.mark.parametrize("name", ASKING)
def test_what_does_not_fit_is_refused_as_the_document_says(
    resident: Visitor, long_time: Any, name: str
) -> None:
    attempt(resident, long_time, name, GenerationMode.NEGATIVE)


@pytest.mark.parametrize("name", WITH_IDS)
def test_what_fits_at_what_there_is(resident: Visitor, long_time: Any, name: str) -> None:
    resident.house.erase()
    be_open(resident, long_time)
    there = ids_of(resident, OPERATIONS[name].path)
    attempt(resident, long_time, name, GenerationMode.POSITIVE, path_parameters=there)


def attempt(visitor: Visitor, time: Any, name: str, mode: GenerationMode, **fixed: Any) -> None:
    answers = 0

    @tried
    @given(case=OPERATIONS[name].as_strategy(generation_mode=mode, **fixed))
    def each(case: Case) -> None:
        nonlocal answers
        be_open(visitor, time)
        answer = send(visitor, case)
        case.validate_response(answer, checks=HELD if answer.status_code != 413 else HELD[:-1])
        check_code(name, answer)
        answers += 1

    each()
    assert answers


def check_code(name: str, answer: Any) -> None:
    """A refusal's code is one of those that the document lists for its status."""
    if answer.is_success or "error" not in answer.json():
        return
    told = operation_of(name)["responses"][str(answer.status_code)]
    if "$ref" in told:
        told = DOCUMENT["components"]["responses"][told["$ref"].rpartition("/")[2]]
    codes = told["description"].removeprefix("Refused: ").rstrip(".").split(", ")
    assert answer.json()["error"]["code"] in codes


def be_open(visitor: Visitor, time: Any) -> None:
    """What was tried may have locked the vault, or erased it."""
    house = visitor.house
    if house.state == "open" and visitor.ask("GET", "/api/vault").status_code == 200:
        return
    time.seconds += 120
    if house.state == "new":
        furnish(house)
    elif house.state == "locked":
        house.open_now(house.vault.unlock, PASSPHRASE)
    visitor.enter(launch=house.entries.launch())


def send(visitor: Visitor, case: Case) -> Any:
    """As a program would that has both halves of a login."""
    asked = requests.Request(**case.as_transport_kwargs(base_url=ORIGIN)).prepare()
    visitor.client.cookies.clear()
    headers = {**dict(asked.headers), **visitor.own, **visitor.halves()}
    return visitor.client.request(
        str(asked.method), str(asked.url), content=asked.body, headers=headers, follow_redirects=False
    )


def ids_of(visitor: Visitor, path: str) -> dict[str, Any]:
    """Something that there is, for the address."""
    noun = path.split("/")[2]
    return dict(MADE[noun](visitor))


def a_session(visitor: Visitor) -> Iterator[tuple[str, Any]]:
    session = visitor.begin(exercises=["ankles"])
    visitor.append(session, [{"seq": 1, "kind": "start"}])
    yield "id", session["id"]


def an_entry(visitor: Visitor) -> Iterator[tuple[str, Any]]:
    id = str(uuid.uuid4())
    sent = {"sitting": str(uuid.uuid4()), "seq": 1, "at": "2026-11-22T18:00:00Z", "text": "Warm."}
    assert visitor.ask("PUT", f"/api/journal/{id}", sent).status_code == 200
    yield "id", id


def a_day(visitor: Visitor) -> Iterator[tuple[str, Any]]:
    day = visitor.house.clock.wall().date().isoformat()
    assert visitor.ask("POST", "/api/check-ins", {"day": day, "ratings": {"mood": 5}}).status_code == 204
    yield "day", day


def a_map(visitor: Visitor) -> Iterator[tuple[str, Any]]:
    assert visitor.ask("POST", "/api/body-maps", {"record": {"jaw": {"tense": 1}}}).status_code == 204
    yield "id", visitor.ask("GET", "/api/body-maps").json()["maps"][-1]["id"]


def a_form(visitor: Visitor) -> Iterator[tuple[str, Any]]:
    sent = {"answers": {"q1": 1}, "early": True}
    answer = visitor.ask("POST", "/api/questionnaires/gad-7/answers", sent)
    yield "form", "gad-7"
    yield "id", answer.json()["id"]


def a_token(visitor: Visitor) -> Iterator[tuple[str, Any]]:
    answer = visitor.ask("POST", "/api/tokens", {"name": "Tried", "scopes": ["read"]})
    yield "id", answer.json().get("id", "none")


def a_file(visitor: Visitor) -> Iterator[tuple[str, Any]]:
    answer = visitor.ask("POST", "/api/directory/files", {"name": "clinic.csv", "size": 20})
    yield "id", answer.json()["id"]
    yield "number", 0


def an_archive(visitor: Visitor) -> Iterator[tuple[str, Any]]:
    assert visitor.ask("POST", "/api/archive/upload", {"size": 20}).status_code == 201
    yield "number", 0


def a_sound_file(visitor: Visitor) -> Iterator[tuple[str, Any]]:
    answer = visitor.ask("POST", "/api/sound-files", {"exercises": ["ankles"], "single": True})
    yield "id", answer.json().get("id", "none")


MADE = {
    "sessions": a_session,
    "journal": an_entry,
    "check-ins": a_day,
    "body-maps": a_map,
    "questionnaires": a_form,
    "tokens": a_token,
    "directory": a_file,
    "archive": an_archive,
    "sound-files": a_sound_file,
}
"""By the noun of an address. A new noun with ids needs a line here."""


def test_every_noun_with_ids_has_something_there() -> None:
    assert {name.split("/")[2] for name in WITH_IDS} == set(MADE)
