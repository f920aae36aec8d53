"""Tokens of a person's own programs: what they open, and how every wrong one is refused."""

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest
from visitor import PASSPHRASE, Visitor

from tremula.actions.tokens import KEY, SCOPES
from tremula.web.app import all_routes
from tremula.web.catalogue import our_pages
from tremula.web.doors import Needs
from tremula.web.scopes import OPEN_TO_TOKENS

DAY = 24 * 3600.0
DOORS = {
    (method, door.path): door.needs
    for door in all_routes(None, our_pages())  # type: ignore[arg-type]
    for method in door.methods - {"HEAD"}
}
LOGIN_DOORS = [each for each, needs in DOORS.items() if needs in (Needs.OPEN_VAULT, Needs.BOTH_HALVES)]
CLOSED = [each for each in LOGIN_DOORS if each not in OPEN_TO_TOKENS]
SAMPLES = {
    "read": ("GET", "/api/check-ins", None),
    "read-journal": ("GET", "/api/journal", None),
    "write-check-ins": ("POST", "/api/check-ins", {"day": "2026-11-22", "ratings": {"mood": 6}}),
    "export": ("GET", "/api/fhir/questionnaires", None),
}


def make(person: Visitor, *scopes: str, **wish: Any) -> dict[str, Any]:
    answer = person.ask("POST", "/api/tokens", {"name": "Notebook", "scopes": list(scopes), **wish})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def use(person: Visitor, token: str, method: str, path: str, body: Any = None) -> Any:
    """As a program would: no cookie, no second half, no word of a browser."""
    headers = {"authorization": f"Bearer {token}", "cookie": None, "x-session": None, "sec-fetch-site": None}
    return person.ask(method, path, body, headers=headers)


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_opens_what_it_is_for_and_nothing_else(person: Visitor, scope: str) -> None:
    token = make(person, scope)["token"]
    for other, (method, path, body) in SAMPLES.items():
        answer = use(person, token, method, path, body)
        if other == scope:
            assert answer.status_code in (200, 204), answer.text
        else:
            assert refusal(answer) == (403, "scope")
            assert "This token may only" in answer.json()["error"]["words"]


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_at_every_door_that_is_listed(resident: Visitor, scope: str) -> None:
    token = make(resident, scope)["token"]
    let_in, kept_out = set(), set()
    for door, needed in OPEN_TO_TOKENS.items():
        method, path = door[0], door[1].replace("{id}", "x").replace("{form}", "gad-7")
        for tried in (method, "HEAD") if method == "GET" else (method,):
            status = use(
                resident, token, tried, path, None if method == "GET" else {"unknown": 1}
            ).status_code
            (kept_out if status == 403 else let_in).add(door)
            assert status not in (401, 500, 503)
        assert (door in let_in) == (scope in needed) and (door in kept_out) == (scope not in needed), door


def test_a_token_of_another_vault_is_nobody(person: Visitor) -> None:
    token = make(person, "read")["token"]
    kept = person.house.store.read_sync(lambda tx, command: tx.setting(KEY), None)
    person.ask("POST", "/api/erase", {"confirm": "erase"})
    person.house.open_now(person.house.vault.create, PASSPHRASE, False)
    person.house.store.write_sync(lambda tx, command: tx.put_setting(KEY, kept), None)
    assert refusal(use(person, token, "GET", "/api/check-ins")) == (401, "token")


def test_what_a_program_wrote_is_there_for_the_person(person: Visitor) -> None:
    method, path, body = SAMPLES["write-check-ins"]
    assert use(person, make(person, "write-check-ins")["token"], method, path, body).status_code == 204
    (kept,) = person.ask("GET", "/api/check-ins").json()["check_ins"]
    assert kept["ratings"] == {"mood": 6}


def test_a_token_to_export_gets_the_whole_archive_without_the_tokens(person: Visitor) -> None:
    made = make(person, "export")
    answer = use(person, made["token"], "GET", "/api/archive")
    assert answer.status_code == 200
    archive = zipfile.ZipFile(BytesIO(answer.content))
    assert archive.testzip() is None
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"settings" in " ".join(archive.namelist()).encode()
    assert KEY.encode() not in everything
    assert made["token"].encode() not in everything


@pytest.mark.parametrize(
    "token",
    ["wrong", "tremula_", "tremula_" + "A" * 43, "", "a b"],
    ids=["word", "prefix", "long", "none", "two"],
)
def test_a_wrong_token_is_nobody(person: Visitor, token: str) -> None:
    make(person, "read")
    answer = use(person, token, "GET", "/api/check-ins")
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == ("token" if token else "login")


def test_a_changed_letter_is_a_wrong_token(person: Visitor) -> None:
    token = make(person, "read")["token"]
    other = token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]
    assert refusal(use(person, other, "GET", "/api/check-ins")) == (401, "token")


@pytest.mark.parametrize(("wish", "days"), [({}, 30), ({"days": 1}, 1), ({"days": 365}, 365)])
def test_it_works_until_its_last_second_and_then_says_so(
    person: Visitor, time: Any, wish: dict[str, int], days: int
) -> None:
    token = make(person, "read", **wish)["token"]
    time.seconds += days * DAY - 1
    assert use(person, token, "GET", "/api/check-ins").status_code == 200
    time.seconds += 1
    answer = use(person, token, "GET", "/api/check-ins")
    assert refusal(answer) == (401, "token")
    assert "expired" in answer.json()["error"]["words"]


def test_a_revoked_token_stops_at_once_and_the_others_go_on(person: Visitor) -> None:
    first, second = make(person, "read"), make(person, "read")
    assert person.ask("DELETE", f"/api/tokens/{first['id']}").status_code == 204
    answer = use(person, first["token"], "GET", "/api/check-ins")
    assert refusal(answer) == (401, "token")
    assert "revoked" in answer.json()["error"]["words"]
    assert use(person, second["token"], "GET", "/api/check-ins").status_code == 200
    assert refusal(person.ask("DELETE", f"/api/tokens/{first['id']}")) == (404, "not-found")


@pytest.mark.parametrize(("method", "path"), CLOSED, ids=lambda part: part)
def test_no_token_reaches_a_door_that_is_not_listed(resident: Visitor, method: str, path: str) -> None:
    if not (tokens := TOKENS.get(id(resident))):
        tokens = TOKENS[id(resident)] = make(resident, *SCOPES)["token"]
    answer = use(resident, tokens, method, path.replace("{id}", "x"), None if method == "GET" else {})
    assert refusal(answer) == (403, "scope")
    assert "No token can do this" in answer.json()["error"]["words"]
    assert resident.house.state == "open"


TOKENS: dict[int, str] = {}


def test_what_locks_erases_and_makes_keys_is_not_listed() -> None:
    never = (
        "/api/lock",
        "/api/erase",
        "/api/passphrase",
        "/api/vault",
        "/api/tokens",
        "/api/entry",
        "/api/journal-key",
    )
    assert [path for _, path in OPEN_TO_TOKENS if path.startswith(never)] == []
    assert [path for method, path in OPEN_TO_TOKENS if method == "DELETE"] == []
    assert {needs for each, needs in DOORS.items() if each in OPEN_TO_TOKENS} == {Needs.OPEN_VAULT}
    assert set(OPEN_TO_TOKENS) <= set(DOORS)


def test_pages_and_the_programs_own_doors_stay_closed(person: Visitor) -> None:
    token = make(person, *SCOPES)["token"]
    assert use(person, token, "GET", "/settings").status_code == 401
    assert refusal(use(person, token, "POST", "/api/control/launch")) == (401, "token")
    session = person.begin(exercises=["ankles"])
    append = f"/api/sessions/{session['id']}/events"
    assert refusal(use(person, token, "POST", append, {"device": "d", "events": []})) == (401, "token")


def test_a_locked_vault_knows_no_token(person: Visitor) -> None:
    token = make(person, "read")["token"]
    person.house.lock()
    assert refusal(use(person, token, "GET", "/api/check-ins")) == (503, "locked")
    person.house.open_now(person.house.vault.unlock, PASSPHRASE)
    assert use(person, token, "GET", "/api/check-ins").status_code == 200


def test_a_program_that_asks_does_not_keep_the_vault_open(person: Visitor, time: Any) -> None:
    token = make(person, "read")["token"]
    for _ in range(4):
        time.seconds += 300
        assert use(person, token, "GET", "/api/check-ins").status_code == 200
    assert person.house.may_lock_itself()


def test_the_last_use_is_told_and_written_at_most_once_a_minute(person: Visitor, time: Any) -> None:
    token = make(person, "read")["token"]

    def used() -> Any:
        return person.ask("GET", "/api/tokens").json()["tokens"][0]["used"]

    assert used() is None
    use(person, token, "GET", "/api/check-ins")
    first = used()
    assert first == "2026-11-22T18:00:00+00:00"
    time.seconds += 59
    use(person, token, "GET", "/api/check-ins")
    assert used() == first
    time.seconds += 1
    use(person, token, "GET", "/api/check-ins")
    assert used() == "2026-11-22T18:01:00+00:00"


def test_a_refused_use_is_no_use(person: Visitor) -> None:
    token = make(person, "read")["token"]
    use(person, token, "GET", "/api/journal")
    assert person.ask("GET", "/api/tokens").json()["tokens"][0]["used"] is None


def test_the_token_is_told_once_and_kept_nowhere(person: Visitor) -> None:
    token = make(person, "read")["token"]
    kept = person.house.store.read_sync(lambda tx, command: tx.settings(), None)
    assert token not in json.dumps(dict(kept))
    assert token not in person.ask("GET", "/api/tokens").text
    assert token not in person.visit("/settings").text
    assert "Notebook" in person.visit("/settings").text


def test_there_are_not_more_than_twenty(person: Visitor) -> None:
    for _ in range(20):
        make(person, "read")
    answer = person.ask("POST", "/api/tokens", {"name": "One more", "scopes": ["read"]})
    assert refusal(answer) == (409, "quota")


def test_both_halves_of_a_login_need_no_token(person: Visitor) -> None:
    answer = person.ask("GET", "/api/check-ins", headers={"authorization": "Bearer nonsense"})
    assert answer.status_code == 200


def test_half_a_login_beside_a_token_adds_nothing(person: Visitor) -> None:
    token = make(person, "read")["token"]
    asked = {"authorization": f"Bearer {token}", "x-session": None}
    assert refusal(person.ask("POST", "/api/lock", {}, headers=asked)) == (403, "scope")
