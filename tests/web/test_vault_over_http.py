"""The life of a vault as a person lives it: made, locked, opened in each way, changed, erased."""

from visitor import PASSPHRASE, Visitor


def test_from_the_first_page_to_the_last(stranger: Visitor) -> None:
    stranger.enter(launch=stranger.house.entries.launch())
    assert stranger.visit("/").headers["location"] == "/welcome"
    made = stranger.ask("POST", "/api/vault", {"passphrase": PASSPHRASE})
    assert (made.status_code, made.json()["vault"]) == (201, "open")
    code = made.json()["recovery"]
    assert stranger.ask("GET", "/api/vault").json()["recovery_confirmed"] is False
    assert stranger.ask("POST", "/api/vault/recovery", {"code": code.lower()}).status_code == 200
    assert stranger.ask("GET", "/api/vault").json()["recovery_confirmed"] is True
    stranger.ask("POST", "/api/lock", {})
    assert stranger.enter(recovery=code).json()["vault"] == "open"
    stranger.ask("POST", "/api/lock", {})
    assert stranger.enter(passphrase=PASSPHRASE).json()["vault"] == "open"
    assert stranger.ask("POST", "/api/erase", {"confirm": "erase"}).json() == {"vault": "new"}
    assert stranger.visit("/").headers["location"] == "/welcome"


def test_a_second_vault_is_not_made_over_the_first(person: Visitor) -> None:
    answer = person.ask("POST", "/api/vault", {"passphrase": "another one, long enough"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "exists")
    person.house.lock()
    assert person.enter(passphrase=PASSPHRASE).status_code == 200


def test_a_weak_passphrase_is_refused_with_the_way_out(stranger: Visitor) -> None:
    stranger.enter(launch=stranger.house.entries.launch())
    answer = stranger.ask("POST", "/api/vault", {"passphrase": "short"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "weak-passphrase")
    assert stranger.ask("GET", "/health").json()["vault"] == "new"


def test_a_wrong_recovery_code_is_told_from_a_mistyped_one(person: Visitor) -> None:
    other = person.house.vault.new_recovery_code(PASSPHRASE)
    person.house.vault.new_recovery_code(PASSPHRASE)
    wrong = person.ask("POST", "/api/vault/recovery", {"code": other})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (401, "wrong-recovery")
    typo = person.ask("POST", "/api/vault/recovery", {"code": "not a code"})
    assert (typo.status_code, typo.json()["error"]["code"]) == (422, "recovery-mistyped")


def test_a_new_passphrase_takes_the_place_of_the_old(person: Visitor) -> None:
    new = "nine quiet breaths at home"
    assert person.ask("POST", "/api/passphrase", {"old": "wrong one, sorry", "new": new}).status_code == 401
    assert person.ask("POST", "/api/passphrase", {"old": PASSPHRASE, "new": new}).status_code == 204
    person.ask("POST", "/api/lock", {})
    assert person.enter(passphrase=PASSPHRASE).status_code == 401
    assert person.enter(passphrase=new).status_code == 200


def test_a_new_recovery_code_ends_the_old_one(stranger: Visitor) -> None:
    stranger.enter(launch=stranger.house.entries.launch())
    old = stranger.ask("POST", "/api/vault", {"passphrase": PASSPHRASE}).json()["recovery"]
    new = stranger.ask("POST", "/api/vault/recovery/new", {"passphrase": PASSPHRASE}).json()["recovery"]
    stranger.ask("POST", "/api/lock", {})
    assert stranger.enter(recovery=old).status_code == 401
    assert stranger.enter(recovery=new).status_code == 200


def test_erasing_needs_the_word_and_takes_everything(person: Visitor) -> None:
    person.begin(exercises=["ankles"])
    folder = person.house.settings.data
    assert person.ask("POST", "/api/erase", {"confirm": "yes"}).status_code == 422
    assert person.ask("POST", "/api/erase", {}).status_code == 422
    assert (folder / "app.db").exists()
    person.ask("POST", "/api/erase", {"confirm": "erase"})
    left = {path.name for path in folder.rglob("*") if path.is_file()}
    assert left <= {"lock"}
    assert person.ask("POST", "/api/vault", {"passphrase": PASSPHRASE}).status_code == 201
    assert person.ask("GET", "/api/sessions").json() == {"sessions": []}


def test_a_database_that_is_gone_leaves_the_vault_locked_and_says_why(person: Visitor) -> None:
    person.house.lock()
    for path in person.house.settings.data.glob("app.db*"):
        path.unlink()
    answer = person.enter(passphrase=PASSPHRASE)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "database-missing")
    assert person.ask("GET", "/health").json()["vault"] == "locked"
