"""Your data over the wire: one address for one download, a look before anything comes in, erased for good."""

from __future__ import annotations

import hashlib
import io
import json
import uuid
import zipfile
from typing import Any

import pytest
from furnished import SIDE, put, upload
from looking import Looked
from visitor import Visitor


def write(person: Visitor, text: str) -> str:
    id = str(uuid.uuid4())
    body = {"sitting": str(uuid.uuid4()), "seq": 1, "at": "2026-11-22T18:00:00+01:00", "text": text}
    assert person.ask("PUT", f"/api/journal/{id}", body).status_code == 200
    return id


def fetch(person: Visitor) -> bytes:
    ordered = person.ask("POST", "/api/archive", {})
    assert ordered.status_code == 201
    answer = person.visit(ordered.json()["address"])
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="tremula-2026-11-22.zip"')
    return answer.content


def code(answer: Any) -> str:
    return str(answer.json()["error"]["code"])


def test_an_address_gives_the_archive_once(person: Visitor) -> None:
    write(person, "The river was cold.")
    address = person.ask("POST", "/api/archive", {}).json()["address"]
    data = person.visit(address).content
    assert b"The river was cold." in zipfile.ZipFile(io.BytesIO(data)).read("journal/2026.md")
    assert person.visit(address).status_code == 404
    assert fetch(person) == data


def test_an_address_is_gone_after_a_minute_and_when_another_is_made(person: Visitor) -> None:
    clock = {"now": 0.0}
    person.house.tickets._now = lambda: clock["now"]
    first = person.ask("POST", "/api/archive", {}).json()["address"]
    second = person.ask("POST", "/api/archive", {}).json()["address"]
    assert person.visit(first).status_code == 404
    clock["now"] = 61.0
    assert person.visit(second).status_code == 404
    assert person.visit("/your-data/archive/guessed").status_code == 404


def test_a_look_changes_nothing_and_bringing_in_brings_all(person: Visitor) -> None:
    theirs = write(person, "theirs")
    data = fetch(person)
    person.ask("DELETE", f"/api/journal/{theirs}")
    write(person, "mine")
    upload(person, data)
    looked = person.ask("POST", "/api/archive/look", {}).json()
    assert (looked["kinds"]["journal"]["new"], looked["total"]["other"]) == (1, 0)
    assert len(person.ask("GET", "/api/journal").json()["entries"]) == 1
    brought = person.ask("POST", "/api/archive/bring-in", {}).json()
    assert brought == looked
    texts = {entry["text"] for entry in person.ask("GET", "/api/journal").json()["entries"]}
    assert texts == {"mine", "theirs"}
    assert code(person.ask("POST", "/api/archive/bring-in", {})) == "upload"


def test_an_upload_waits_sealed_and_goes(person: Visitor) -> None:
    write(person, "Zeisig-Kanarie")
    data = fetch(person)
    folder = person.house.settings.data
    upload(person, data)
    (waiting,) = folder.glob("archive-upload*")
    sealed = waiting.read_bytes()
    assert data[:64] not in sealed and sealed[:2] != b"PK"
    assert person.ask("DELETE", "/api/archive/upload", {}).status_code == 204
    assert list(folder.glob("archive-upload*")) == []
    upload(person, data)
    person.house.lock()
    assert list(folder.glob("archive-upload*")) == []


def test_pieces_that_do_not_fit_are_refused(person: Visitor) -> None:
    assert code(person.ask("POST", "/api/archive/look", {})) == "upload"
    assert put(person, 0, b"x") == 409
    person.ask("POST", "/api/archive/upload", {"size": SIDE + 5})
    assert put(person, 1, b"12345") == 409
    assert put(person, 0, b"too short") == 409
    assert put(person, 0, bytes(SIDE)) == 204
    assert code(person.ask("POST", "/api/archive/look", {})) == "upload"
    assert put(person, 0, bytes(SIDE)) == 409
    assert put(person, 1, b"12345") == 204
    assert code(person.ask("POST", "/api/archive/look", {})) == "no-archive"
    assert code(person.ask("POST", "/api/archive/look", {})) == "upload", "a bad one is gone"
    assert code(person.ask("POST", "/api/archive/upload", {"size": 1 << 40})) == "too-large"


def test_a_bad_archive_says_what_is_wrong(person: Visitor) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zip:
        body = bytes(30 << 20)
        file = {"path": "recordings/x", "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        told = {"format": "tremula-archive", "version": 1, "files": [file]}
        zip.writestr("manifest.json", json.dumps(told))
        zip.writestr("recordings/x", body)
    upload(person, made.getvalue())
    answer = person.ask("POST", "/api/archive/look", {})
    assert answer.status_code == 409 and "missing" in answer.json()["error"]["words"]


def test_what_differs_is_shown_with_both_and_can_be_let_go(person: Visitor) -> None:
    person.ask("PUT", "/api/settings", {"volume": 0.25})
    data = fetch(person)
    person.ask("PUT", "/api/settings", {"volume": 0.75})
    upload(person, data)
    assert person.ask("POST", "/api/archive/bring-in", {}).json()["total"]["other"] == 1
    assert '"volume":0.75' in person.ask("GET", "/api/settings").text
    words = Looked(person.visit("/your-data").text).words
    assert "Kept beside" in words and "0.25" in words and "0.75" in words
    (one,) = person.ask("GET", "/api/other-content").json()["others"]
    named = {name: one[name] for name in ("kind", "key", "content")}
    assert person.ask("DELETE", "/api/other-content", named).status_code == 204
    assert person.ask("DELETE", "/api/other-content", named).status_code == 404
    assert "Let the other one go" not in Looked(person.visit("/your-data").text).words


def test_erased_is_erased(person: Visitor) -> None:
    write(person, "gone for good")
    upload(person, fetch(person))
    person.house.keeping.after_deletion(person.house.store)
    assert person.ask("POST", "/api/erase", {"confirm": "erase"}).status_code == 200
    left = [path.name for path in person.house.settings.data.rglob("*") if path.is_file()]
    assert set(left) <= {"lock", "control.json"}, left


@pytest.mark.parametrize("path", ["/your-data"])
def test_the_page_counts_what_is_there(person: Visitor, path: str) -> None:
    write(person, "one")
    words = Looked(person.visit(path).text).words
    assert "Journal entries1" in words
    assert "not encrypted" in words
