"""The OpenAPI document: every door of /api and nothing else, with what it needs; served behind the login."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from visitor import Visitor

from tremula.web.app import all_routes
from tremula.web.catalogue import our_pages
from tremula.web.doors import Needs
from tremula.web.scopes import OPEN_TO_TOKENS

DOCUMENT = json.loads((Path(__file__).parents[2] / "docs/reference/openapi.json").read_text("utf-8"))
OPERATIONS = {
    (method.upper(), path): operation
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
DOORS = {
    (method, door.path): door.needs
    for door in all_routes(None, our_pages())  # type: ignore[arg-type]
    for method in door.methods - {"HEAD"}
    if door.path.startswith("/api/")
}


def test_every_door_of_the_api_is_in_it_and_nothing_else() -> None:
    assert set(OPERATIONS) == set(DOORS)


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("door", DOORS, ids=" ".join)
def test_it_says_who_may_pass_and_how_it_is_refused(door: tuple[str, str]) -> None:
    operation, needs = OPERATIONS[door], DOORS[door]
    schemes = {name for way in operation["security"] for name in way}
    scopes = {scope for way in operation["security"] for scope in way.get("token", [])}
    assert scopes == set(OPEN_TO_TOKENS.get(door, ()))
    assert ("cookie" in schemes) == (needs in (Needs.OPEN_VAULT, Needs.BOTH_HALVES))
    assert bool(schemes) == (needs is not Needs.NOTHING)
    assert ("401" in operation["responses"]) or needs is Needs.NOTHING
    assert ("503" in operation["responses"]) or needs in (Needs.NOTHING, Needs.CONTROL_TOKEN)
    if door[0] != "GET":
        assert "403" in operation["responses"]
        assert {"$ref": "#/components/parameters/Origin"} in operation["parameters"]


def test_every_reference_leads_somewhere_and_every_schema_is_one() -> None:
    for reference in references(DOCUMENT):
        there: Any = DOCUMENT
        for name in reference.removeprefix("#/").split("/"):
            there = there[name]
        assert there
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [each for one in value for each in references(one)]
    if isinstance(value, dict):
        found = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return found + [each for one in value.values() for each in references(one)]
    return []


def test_it_is_served_behind_the_login_with_this_programs_address(person: Visitor) -> None:
    assert person.ask("GET", "/api/openapi.json", headers={"x-session": None}).status_code == 401
    served = person.ask("GET", "/api/openapi.json")
    assert served.headers["content-type"] == "application/json"
    assert served.json() == DOCUMENT
    person.house.settings = type(person.house.settings)(data=person.house.settings.data, port=9876)
    assert person.ask("GET", "/api/openapi.json").json()["servers"] == [{"url": "http://127.0.0.1:9876"}]
