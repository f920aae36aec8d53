"""What a body may be, at every endpoint that reads one."""

import json
import uuid

import pytest
from visitor import Visitor

READERS = [
    ("POST", "/api/entry"),
    ("POST", "/api/vault"),
    ("POST", "/api/vault/recovery"),
    ("POST", "/api/vault/recovery/new"),
    ("PUT", "/api/vault/keyring"),
    ("POST", "/api/passphrase"),
    ("POST", "/api/erase"),
    ("POST", "/api/sessions"),
    ("PUT", "/api/settings"),
    ("POST", "/api/screening"),
]
each = pytest.mark.parametrize(("method", "path"), READERS)


@each
@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx", ""],
)
def test_only_json_is_read(resident: Visitor, method: str, path: str, kind: str) -> None:
    answer = resident.ask(method, path, content=b"{}", headers={"content-type": kind})
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "content-type")


@each
@pytest.mark.parametrize("body", [b"", b"{", b"hello", b"{'a': 1}", b'{"a": NaN}', b"\xff\xfe", b"\x00"])
def test_what_is_not_json_is_told_so(resident: Visitor, method: str, path: str, body: bytes) -> None:
    answer = resident.ask(method, path, content=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad-json")


@each
@pytest.mark.parametrize("body", [[], "text", 1, None, {"unknown": 1}])
def test_another_shape_is_refused(resident: Visitor, method: str, path: str, body: object) -> None:
    answer = resident.ask(method, path, content=json.dumps(body).encode())
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "shape")


@each
def test_too_much_is_refused_by_its_length(resident: Visitor, method: str, path: str) -> None:
    answer = resident.ask(method, path, content=b" " * (64 * 1024) + b"{}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too-large")


@each
def test_and_by_counting_where_no_length_is_told(resident: Visitor, method: str, path: str) -> None:
    def pieces() -> object:
        for _ in range(70):
            yield b" " * 1024

    answer = resident.ask(method, path, content=pieces())
    assert answer.status_code == 413


def test_json_may_name_its_characters(person: Visitor) -> None:
    headers = {"content-type": "application/json; charset=utf-8"}
    assert person.ask("PUT", "/api/settings", {"volume": 1}, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"id": "not-a-uuid"},
        {"id": 7},
        {},
        {"id": str(uuid.UUID(int=1)), "dose": "huge"},
        {"id": str(uuid.UUID(int=1)), "dose": None},
        {"id": str(uuid.UUID(int=1)), "exercises": "ankles"},
        {"id": str(uuid.UUID(int=1)), "exercises": ["ankles"] * 21},
        {"id": str(uuid.UUID(int=1)), "exercises": [1]},
        {"id": str(uuid.UUID(int=1)), "person": "me"},
    ],
)
def test_a_session_s_wish_has_one_shape(resident: Visitor, body: object) -> None:
    answer = resident.ask("POST", "/api/sessions", body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "shape")
    assert resident.ask("GET", "/api/sessions").json() == {"sessions": []}


def test_a_whole_number_may_be_written_with_a_point(person: Visitor) -> None:
    sent = {"day": "2026-11-22", "ratings": {"mood": 4.0}}
    assert person.ask("POST", "/api/check-ins", sent).status_code == 204
    assert person.ask("GET", "/api/check-ins").json()["check_ins"][0]["ratings"] == {"mood": 4}
    sent["ratings"] = {"mood": 4.5}
    assert person.ask("POST", "/api/check-ins", sent).status_code == 422


def test_a_wrong_method_is_told_every_right_one(person: Visitor) -> None:
    assert person.ask("PATCH", "/api/archive").headers["allow"] == "GET, HEAD, POST"
