"""When something goes wrong: calm words and a number; never a trace, and nothing of a person in the log."""

import logging
from typing import Any

import pytest
from visitor import NAVIGATION, PASSPHRASE, Visitor

from tremula.web.house import House

CANARY = "zeisig-canary-4711"


@pytest.fixture
def broken(person: Visitor, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """A mistake of ours, whose message holds a person's words."""

    async def crash(self: House, action: Any, command: Any) -> None:
        raise ValueError(f"cannot work with {CANARY}")

    monkeypatch.setattr(House, "read", crash)
    return person


def test_a_crash_is_told_without_a_trace(broken: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = broken.ask("GET", "/api/sessions")
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (500, "crash")
    for hidden in (CANARY, "Traceback", "ValueError", ".py"):
        assert hidden not in answer.text
    assert error["id"] in caplog.text
    assert "ValueError" in caplog.text
    assert CANARY not in caplog.text


def test_a_person_gets_a_page_instead(broken: Visitor) -> None:
    answer = broken.visit("/history")
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert "What is already saved stays saved" in answer.text
    assert CANARY not in answer.text


def test_after_a_crash_the_next_request_is_answered(broken: Visitor) -> None:
    broken.ask("GET", "/api/sessions")
    assert broken.ask("GET", "/health").json()["status"] == "ok"


def test_an_address_that_is_not_there(resident: Visitor) -> None:
    assert resident.ask("GET", "/api/none").json()["error"]["code"] == "not-found"
    page = resident.visit("/none")
    assert page.status_code == 404
    assert "<h1>Nothing here</h1>" in page.text
    assert resident.visit("/api/none").headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "path", ["/docs", "/openapi.json", "/redoc", "/favicon.ico/..%2f", "/static/../app.py"]
)
def test_nothing_lies_about(resident: Visitor, path: str) -> None:
    assert resident.ask("GET", path).status_code == 404


def test_words_from_the_address_are_escaped(resident: Visitor) -> None:
    answer = resident.visit("/library/<script>alert(1)</script>")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


def test_the_log_holds_nothing_of_a_whole_visit(person: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        session = person.begin(exercises=["ankles"])
        person.append(session, [{"seq": 1, "kind": "note", "body": {"text": CANARY}}])
        person.append(session, [{"seq": 1, "kind": "note", "body": {"text": CANARY + "2"}}])
        person.append(session, [{"seq": 2, "kind": "note", "body": {"text": CANARY, "n": 0.5}}])
        person.ask("POST", "/api/screening", {"answers": {"heart": "yes"}})
        person.ask("PUT", "/api/settings", {"voice": CANARY})
        person.ask("GET", f"/history/{session['id']}?{CANARY}", headers=NAVIGATION)
        person.ask("POST", "/api/entry", {"passphrase": CANARY})
        person.ask("POST", "/api/entry", {"passphrase": PASSPHRASE})
        person.ask("POST", "/api/lock", {})
    said = "\n".join(record.getMessage() for record in caplog.records if record.name != "httpx")
    secrets = [CANARY, PASSPHRASE, session["append_token"], person.second_half, person.cookie[16:], "heart"]
    assert [secret for secret in secrets if secret in said] == []


def test_nothing_of_it_lies_readable_on_the_disk(person: Visitor) -> None:
    session = person.begin(exercises=["ankles"])
    person.append(session, [{"seq": 1, "kind": "note", "body": {"text": CANARY}}])
    files = [path for path in person.house.settings.data.rglob("*") if path.is_file()]
    assert len(files) >= 3
    for secret in (CANARY, PASSPHRASE, session["append_token"]):
        found = [
            p.name
            for p in files
            for b in (secret.encode(), secret.encode("utf-16-le"))
            if b in p.read_bytes()
        ]
        assert found == []
