"""Before data leaves or somebody is let in, the passphrase is asked for again; it holds for five minutes."""

import json
from pathlib import Path
from typing import Any

import pytest
from visitor import PASSPHRASE, Visitor

from tremula.web.app import all_routes
from tremula.web.catalogue import our_pages
from tremula.web.house import FRESH

WIRE = Path(__file__).parents[2] / "conformance/wire"
BODIES: dict[tuple[str, str], Any] = {
    ("GET", "/api/archive"): None,
    ("POST", "/api/archive"): {},
    ("POST", "/api/tokens"): {"name": "Notebook", "scopes": ["export"]},
    ("GET", "/api/fhir/questionnaires"): None,
    ("PUT", "/api/vault/keyring"): {"keyring": False},
    ("POST", "/api/erase"): {"confirm": "erase"},
}
DOORS = {
    (method, door.path)
    for door in all_routes(None, our_pages())  # type: ignore[arg-type]
    for method in door.methods - {"HEAD"}
    if door.proved
}


def ask(person: Visitor, door: tuple[str, str]) -> tuple[int, str]:
    answer = person.ask(*door, BODIES[door])
    refused = answer.status_code >= 400
    return answer.status_code, answer.json()["error"]["code"] if refused else ""


def test_these_doors_want_it_and_the_wire_says_so() -> None:
    assert set(BODIES) == DOORS
    files = [json.loads(path.read_text("utf-8")) for path in WIRE.glob("*.json")]
    told = {(file["method"], file["path"]) for file in files if "proof" in file.get("refusals", ())}
    assert told == DOORS


@pytest.mark.parametrize("door", BODIES, ids=" ".join)
def test_it_is_wanted_again_after_five_minutes_and_then_enough(
    person: Visitor, time: Any, door: tuple[str, str]
) -> None:
    time.seconds += FRESH
    assert ask(person, door) == (403, "proof")
    assert person.house.state == "open"
    assert person.enter(passphrase="not the passphrase at all").status_code == 401
    assert ask(person, door) == (403, "proof")
    assert person.enter(passphrase=PASSPHRASE).status_code == 200
    time.seconds += FRESH - 1
    assert ask(person, door)[0] < 300


def test_a_login_that_is_proved_anew_ends_the_one_before(person: Visitor) -> None:
    before = (person.cookie, person.second_half)
    assert person.enter(passphrase=PASSPHRASE).status_code == 200
    assert person.ask("GET", "/api/sessions").status_code == 200
    person.cookie, person.second_half = before
    assert person.ask("GET", "/api/sessions").status_code == 401


def test_a_launch_link_is_no_passphrase(person: Visitor, time: Any) -> None:
    time.seconds += FRESH
    assert person.enter(launch=person.house.entries.launch()).status_code == 200
    assert ask(person, ("POST", "/api/archive")) == (403, "proof")


def test_locking_forgets_it(person: Visitor) -> None:
    person.house.lock()
    assert person.house.proved is None


def test_a_token_says_for_itself_what_it_may(person: Visitor, time: Any) -> None:
    made = person.ask("POST", "/api/tokens", BODIES["POST", "/api/tokens"]).json()
    time.seconds += FRESH
    bearer = {"authorization": f"Bearer {made['token']}", "cookie": None, "x-session": None}
    assert person.ask("GET", "/api/archive", headers=bearer).status_code == 200


def test_where_there_is_no_passphrase_none_is_asked_for(
    person: Visitor, time: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    time.seconds += FRESH
    monkeypatch.setattr(type(person.house.vault), "has_passphrase", False)
    assert ask(person, ("POST", "/api/archive"))[0] == 201
