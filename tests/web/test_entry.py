"""Coming in: a link that works once, a passphrase, a recovery code; and what the login is then worth."""

import re

import pytest
from visitor import PASSPHRASE, Visitor

SAFARI = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.0 Safari/605.1.15"
)
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)


def test_a_launch_link_lets_in_once(stranger: Visitor) -> None:
    token = stranger.house.entries.launch()
    assert stranger.enter(launch=token).status_code == 200
    assert stranger.ask("GET", "/api/vault").json()["vault"] == "new"
    again = stranger.ask("POST", "/api/entry", {"launch": token})
    assert (again.status_code, again.json()["error"]["code"]) == (401, "launch")


def test_a_launch_link_lasts_a_minute(stranger: Visitor, time) -> None:
    early, late = stranger.house.entries.launch(), stranger.house.entries.launch()
    time.seconds += 59
    assert stranger.enter(launch=early).status_code == 200
    time.seconds += 1
    assert stranger.enter(launch=late).status_code == 401


def test_tokens_are_long_and_never_the_same(stranger: Visitor) -> None:
    tokens = {stranger.house.entries.launch() for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 43


def test_what_is_kept_in_memory_opens_nothing(person: Visitor) -> None:
    kept = [
        *person.house.entries.logins,
        *(each.second_half for each in person.house.entries.logins.values()),
    ]
    for secret in (person.cookie.partition("=")[2], person.second_half):
        assert secret.encode() not in kept
        assert secret not in repr(person.house.entries)


@pytest.mark.parametrize(
    ("browser", "expected"),
    [
        (CHROME, r"__Host-tremula=[\w-]{43}; HttpOnly; Path=/; SameSite=strict; Secure"),
        (SAFARI, r"tremula-loopback=[\w-]{43}; HttpOnly; Path=/; SameSite=strict"),
    ],
    ids=["chrome", "safari"],
)
def test_the_cookie_is_out_of_reach_of_scripts(stranger: Visitor, browser: str, expected: str) -> None:
    stranger.own["user-agent"] = browser
    answer = stranger.enter(launch=stranger.house.entries.launch())
    assert re.fullmatch(expected, answer.headers["set-cookie"])
    assert stranger.ask("GET", "/api/vault").status_code == 200


@pytest.mark.parametrize("body", [{}, {"launch": ""}, {"launch": "a", "passphrase": "b"}, {"word": "x"}])
def test_one_proof_and_only_one(stranger: Visitor, body: dict[str, str]) -> None:
    assert stranger.ask("POST", "/api/entry", body).status_code == 422


def test_a_passphrase_unlocks_and_lets_in(person: Visitor) -> None:
    person.house.lock()
    wrong = person.ask("POST", "/api/entry", {"passphrase": "not the passphrase at all"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (401, "wrong-passphrase")
    assert person.ask("GET", "/health").json()["vault"] == "locked"
    assert person.enter(passphrase=PASSPHRASE).json()["vault"] == "open"
    assert person.ask("GET", "/api/sessions").json() == {"sessions": []}


def test_a_passphrase_lets_a_second_browser_in_while_the_vault_is_open(person: Visitor) -> None:
    first = (person.cookie, person.second_half)
    person.cookie = person.second_half = ""
    assert person.enter(passphrase="not the passphrase at all").status_code == 401
    assert person.enter(passphrase=PASSPHRASE).status_code == 200
    assert (person.cookie, person.second_half) != first
    person.cookie, person.second_half = first
    assert person.ask("GET", "/api/sessions").status_code == 200


def test_guessing_is_slowed_and_never_ends_for_good(person: Visitor, time) -> None:
    person.house.lock()
    answers = [person.enter(passphrase=f"a wrong guess number {n}").status_code for n in range(6)]
    assert answers == [401, 401, 401, 401, 401, 429]
    assert person.enter(passphrase=PASSPHRASE).status_code == 429
    time.seconds += 61
    assert person.enter(passphrase=PASSPHRASE).status_code == 200


def test_nothing_can_be_guessed_where_there_is_no_vault(stranger: Visitor) -> None:
    answer = stranger.enter(passphrase=PASSPHRASE)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "no-vault")


def test_locking_ends_every_login(person: Visitor) -> None:
    session = person.begin(exercises=["ankles"])
    answer = person.ask("POST", "/api/lock", {})
    assert answer.json() == {"vault": "locked"}
    assert answer.headers["clear-site-data"] == '"cookies"'
    assert person.ask("GET", "/api/sessions").status_code == 401
    assert 'data-vault="locked"' in person.visit("/").text
    assert person.append(session, [{"seq": 1, "kind": "start"}]).status_code == 503


def test_a_cookie_of_another_program_on_this_machine_does_no_harm(person: Visitor) -> None:
    headers = {"cookie": f"other=1; {person.cookie}; theme=dark"}
    assert person.ask("GET", "/api/sessions", headers=headers).status_code == 200


def test_at_most_so_many_logins_the_oldest_gives_way(person: Visitor) -> None:
    first = (person.cookie, person.second_half)
    for _ in range(32):
        person.enter(launch=person.house.entries.launch())
    assert person.ask("GET", "/api/vault").status_code == 200
    person.cookie, person.second_half = first
    assert person.ask("GET", "/api/vault").status_code == 401
