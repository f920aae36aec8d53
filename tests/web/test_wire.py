"""The wire is what conformance/wire says: every endpoint has a page there, every example is tried."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from visitor import PASSPHRASE, Visitor, furnish

from tremula.web.app import all_routes
from tremula.web.catalogue import our_pages
from tremula.web.doors import Needs

WIRE = Path(__file__).parents[2] / "conformance/wire"
FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(WIRE.glob("*.json"))}
ERROR = FILES.pop("error")["reply"]
CASES = [
    pytest.param(file, case, id=f"{name}: {case['why']}")
    for name, file in FILES.items()
    for case in file["cases"]
]
DOORS = {
    (method, door.path): door.needs
    for door in all_routes(None, our_pages())  # type: ignore[arg-type]
    for method in door.methods - {"HEAD"}
    if door.path.startswith("/api/") or door.path == "/health"
}


def test_every_endpoint_has_its_page() -> None:
    assert {(file["method"], file["path"]) for file in FILES.values()} == set(DOORS)


@pytest.mark.parametrize("name", FILES)
def test_every_page_says_why_and_its_schemas_are_schemas(name: str) -> None:
    file = FILES[name]
    assert len(file["why"]) > 20
    assert file["cases"]
    for schema in [*file["replies"].values(), file.get("request", {})]:
        Draft202012Validator.check_schema(schema)
        assert not schema or schema["type"] == "object"
    for schema in [*file.get("params", {}).values(), *file.get("query", {}).values()]:
        Draft202012Validator.check_schema(schema)
    assert set(file.get("params", {})) <= set(re.findall(r"\{(\w+)\}", file["path"]))


@pytest.mark.parametrize(("file", "case"), CASES)
def test_the_example_is_answered_as_it_says(
    stranger: Visitor, file: dict[str, Any], case: dict[str, Any]
) -> None:
    there = prepare(stranger, file)
    path = filled(case.get("path", file["path"]), there)
    sent = filled(case.get("send"), there)
    if "request" in file and case["status"] != 422:
        Draft202012Validator(file["request"]).validate(sent)
    answer = stranger.ask(file["method"], path, sent, headers=credentials(stranger, file, there))
    assert answer.status_code == case["status"], answer.text
    check_reply(file, answer)


def test_a_request_that_the_server_refuses_for_its_shape_fails_the_schema_too() -> None:
    refused = [
        (file["request"], filled(case["send"], {}))
        for file in FILES.values()
        for case in file["cases"]
        if case["status"] == 422 and "unknown" in case["why"] and "field" in case["why"]
    ]
    assert refused
    assert [sent for schema, sent in refused if Draft202012Validator(schema).is_valid(sent)] == []


def prepare(visitor: Visitor, file: dict[str, Any]) -> dict[str, str]:
    """A house in which the example can happen; what stands for the names in braces."""
    visitor.enter(launch=visitor.house.entries.launch())
    there = {"passphrase": PASSPHRASE, "launch": visitor.house.entries.launch()}
    if file["path"] == "/api/vault" and file["method"] == "POST":
        return there
    there["recovery"] = furnish(visitor.house)
    session = visitor.begin(exercises=["ankles"])
    visitor.append(session, [{"seq": 1, "kind": "start"}])
    return {**there, "session": session["id"], "token": session["append_token"]}


def credentials(visitor: Visitor, file: dict[str, Any], there: dict[str, str]) -> dict[str, str | None]:
    """What the endpoint asks for, and nothing more."""
    needs = DOORS[file["method"], file["path"]]
    nobody: dict[str, str | None] = {"cookie": None, "x-session": None}
    if needs is Needs.APPEND_TOKEN:
        return {**nobody, "authorization": f"Bearer {there['token']}"}
    if needs is Needs.CONTROL_TOKEN:
        visitor.control.write(visitor.house.settings.port)
        token = json.loads(visitor.control.path.read_text())["token"]
        return {**nobody, "authorization": f"Bearer {token}"}
    return nobody if needs is Needs.NOTHING else {}


def check_reply(file: dict[str, Any], answer: Any) -> None:
    status = str(answer.status_code)
    if status == "204":
        assert answer.content == b""
    elif "gives" in file and answer.is_success:
        assert answer.headers["content-type"] == file["gives"]
    elif status in file["replies"] and "error" not in answer.json():
        Draft202012Validator(file["replies"][status]).validate(answer.json())
    else:
        Draft202012Validator(ERROR).validate(answer.json())
        assert answer.json()["error"]["code"] in {*file["refusals"], "shape"}


def filled(value: Any, there: dict[str, str]) -> Any:
    """The example with `{session}` and the like replaced."""
    if isinstance(value, dict):
        return {key: filled(each, there) for key, each in value.items()}
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda found: there.get(found[1], found[0]), value)
    return value
