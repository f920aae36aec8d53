"""Writes docs/reference/openapi.json from conformance/wire and the program's own doors; it asks no server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shared_parts import Names, written

from tremula import __version__
from tremula.actions.tokens import SCOPES
from tremula.web.app import all_routes
from tremula.web.catalogue import our_pages
from tremula.web.doors import Needs
from tremula.web.entry import COOKIE
from tremula.web.errors import STATUS
from tremula.web.scopes import opens
from tremula.web.security import SAFE
from tremula.web.tokens import WORDS

Json = dict[str, Any]
WIRE = Path(__file__).parents[1] / "conformance/wire"
NAME = "docs/reference/openapi.json"
ORIGIN = "http://127.0.0.1:8750"
JSON = "application/json"
LOGIN: Json = {"cookie": [], "second-half": []}
SECURITY: dict[Needs, list[Json]] = {
    Needs.NOTHING: [],
    Needs.BOTH_HALVES: [LOGIN],
    Needs.OPEN_VAULT: [LOGIN],
    Needs.APPEND_TOKEN: [{"append-token": []}],
    Needs.CONTROL_TOKEN: [{"control-token": []}],
}
AT_THE_DOOR: dict[Needs, tuple[str, ...]] = {
    Needs.NOTHING: (),
    Needs.BOTH_HALVES: ("login", "token", "scope", "locked"),
    Needs.OPEN_VAULT: ("login", "token", "scope", "locked"),
    Needs.APPEND_TOKEN: ("token", "locked"),
    Needs.CONTROL_TOKEN: ("token",),
}
"""What is refused before an endpoint is asked."""
OF_A_BODY = ("bad-json", "content-type", "shape", "too-large")
ABOUT = """tremula on this computer, for a person's own programs. It listens on 127.0.0.1 only.

A program brings a token (`Authorization: Bearer tremula_…`), made on the Settings page for some scopes and \
some days. Operations that name no `token` are for tremula's own pages. Unsafe methods also need the header \
`Origin`, or Fetch metadata that says same-origin."""
WHO: Json = {
    "cookie": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "The first half of a login."},
    "second-half": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Session",
        "description": "The second half, from POST /api/entry.",
    },
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A person's own token. " + "; ".join(f"`{one}`: {WORDS[one]}" for one in SCOPES) + ".",
    },
    "append-token": {"type": "http", "scheme": "bearer", "description": "A running session's append token."},
    "control-token": {"type": "http", "scheme": "bearer", "description": "The running program's own token."},
}
PARAMETERS: Json = {
    "Origin": {
        "name": "Origin",
        "in": "header",
        "required": True,
        "schema": {"const": ORIGIN},
        "description": "Browsers send it by themselves.",
    }
}


def openapi() -> dict[str, str]:
    """The document, by its path from the root."""
    return {NAME: written(document()) + "\n"}


def document() -> Json:
    """OpenAPI 3.1."""
    files = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(WIRE.glob("*.json"))}
    paths: Json = {}
    told: Json = {}
    for stem, file in sorted(files.items(), key=lambda each: each[1].get("path", "")):
        if file.get("path", "").startswith("/api/"):
            paths.setdefault(file["path"], {})[file["method"].lower()] = operation(stem, file, told)
    names = Names(paths)
    return {
        "openapi": "3.1.0",
        "info": {"title": "tremula", "version": __version__, "description": ABOUT},
        "servers": [{"url": ORIGIN}],
        "paths": names.short(paths),
        "components": {
            "securitySchemes": WHO,
            "parameters": PARAMETERS,
            "responses": dict(sorted(told.items())),
            "schemas": {"Error": files["error"]["reply"], **dict(sorted(names.schemas.items()))},
        },
    }


def needs() -> dict[tuple[str, str], Needs]:
    """What each door needs, by method and path."""
    routes = all_routes(None, our_pages())  # type: ignore[arg-type]
    return {(method, door.path): door.needs for door in routes for method in door.methods - {"HEAD"}}


def operation(stem: str, file: Json, told: Json) -> Json:
    """One method of one path; refusals that others have too go into `told`."""
    who = needs()[file["method"], file["path"]]
    scopes = sorted(opens(file["method"], file["path"]))
    made: Json = {
        "operationId": stem,
        "summary": file["why"],
        "security": SECURITY[who] + [{"token": [scope]} for scope in scopes],
    }
    if parameters := list(parameters_of(file)):
        made["parameters"] = parameters
    if "takes" in file:
        made["requestBody"] = {"required": True, "content": {file["takes"]: {}}}
    elif takes_json(file):
        body = {"schema": file["request"], **examples(file)}
        made["requestBody"] = {"required": True, "content": {JSON: body}}
    return {**made, "responses": {**replies(file), **refusals(file, who, told)}}


def takes_json(file: Json) -> bool:
    """Whether it reads a body; a page sends `{}` also where nothing is read."""
    return bool(file.get("request", {}).get("properties"))


def examples(file: Json) -> Json:
    """What the tests send and is taken, under what it is an example of."""
    taken = [each for each in file["cases"] if each["status"] < 300 and "send" in each]
    plain = [each for each in taken if not re.search(r"\{\w+\}", json.dumps(each["send"]))]
    told = {each["why"].replace(" ", "-"): {"value": each["send"]} for each in plain}
    return {"examples": told} if told else {}


def parameters_of(file: Json) -> Iterator[Json]:
    """Of the address, and the header that unsafe methods need."""
    for name in re.findall(r"\{(\w+)\}", file["path"]):
        schema = file.get("params", {}).get(name, {"type": "string"})
        yield {"name": name, "in": "path", "required": True, "schema": schema}
    for name, schema in file.get("query", {}).items():
        yield {"name": name, "in": "query", "schema": schema}
    if file["method"] not in SAFE:
        yield {"$ref": "#/components/parameters/Origin"}


def replies(file: Json) -> Json:
    """What is answered when it went well; without a body where nothing is said about one."""
    media = file.get("gives", JSON)
    told: Json = {}
    for status, schema in (file["replies"] or {"204": {}}).items():
        told[status] = {"description": "Done." if int(status) < 400 else "Not as asked; see the body."}
        if schema or "gives" in file:
            told[status]["content"] = {media: {"schema": schema} if schema else {}}
    return told


def refusals(file: Json, who: Needs, told: Json) -> Json:
    """Every way in which it can be refused, by status, with its codes."""
    by_status: dict[str, list[str]] = {}
    for code in sorted(codes(file, who)):
        by_status.setdefault(str(STATUS.get(code, 409)), []).append(code)
    answer = {}
    for status, some in sorted(by_status.items()):
        name = "-".join([status, *some])
        told[name] = refusal(some)
        other = file["replies"].get(status)
        answer[status] = refusal(some, other) if other else {"$ref": f"#/components/responses/{name}"}
    return answer


def refusal(some: list[str], other: Json | None = None) -> Json:
    """One status; beside the body that a reply of the same status has, if any."""
    error: Json = {"$ref": "#/components/schemas/Error"}
    schema = {"anyOf": [error, other]} if other else error
    return {"description": f"Refused: {', '.join(some)}.", "content": {JSON: {"schema": schema}}}


def codes(file: Json, who: Needs) -> set[str]:
    """What the endpoint says, and what is said before it is asked."""
    found = {*file["refusals"], *AT_THE_DOOR[who], "host"}
    if file["method"] not in SAFE:
        found |= {"origin"} | ({"not-saved"} if who in (Needs.OPEN_VAULT, Needs.APPEND_TOKEN) else set())
    if takes_json(file):
        found |= set(OF_A_BODY)
    if "{" in file["path"]:
        found.add("not-found")
    return found
