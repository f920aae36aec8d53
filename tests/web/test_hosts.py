"""Only one name answers; whatever else a browser was led to believe gets nothing."""

import pytest
from visitor import ORIGIN, PORT, Visitor

FOREIGN = [
    "evil.example",
    f"evil.example:{PORT}",
    "127.0.0.1",
    f"127.0.0.1:{PORT + 1}",
    f"127.0.0.1.evil.example:{PORT}",
    f"localhost.evil.example:{PORT}",
    f"localhost.:{PORT}",
    f"127.0.0.1.:{PORT}",
    f"127.1:{PORT}",
    f"2130706433:{PORT}",
    f"0.0.0.0:{PORT}",
    f"[::ffff:127.0.0.1]:{PORT}",
    f"[fe80::1]:{PORT}",
    f"evil.example@127.0.0.1:{PORT}",
    f"127.0.0.1:{PORT}.evil.example",
    "LOCALHOST.EVIL.EXAMPLE",
    "",
]


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/health", "/", "/no/such/address"])
def test_a_foreign_host_is_turned_away_before_routing(stranger: Visitor, host: str, path: str) -> None:
    answer = stranger.ask("GET", path, headers={"host": host})
    assert answer.status_code == 421
    assert answer.json()["error"]["code"] == "host"


@pytest.mark.parametrize("host", [f"localhost:{PORT}", f"LocalHost:{PORT}", f"[::1]:{PORT}"])
def test_other_names_of_this_machine_lead_to_the_one_that_keeps_the_outbox(
    stranger: Visitor, host: str
) -> None:
    answer = stranger.ask("GET", "/library?x=%2F", headers={"host": host})
    assert (answer.status_code, answer.headers["location"]) == (307, f"{ORIGIN}/library?x=%2F")


def test_a_redirect_cannot_be_bent_to_another_host(stranger: Visitor) -> None:
    answer = stranger.client.get(f"http://localhost:{PORT}//evil.example/", follow_redirects=False)
    assert answer.headers["location"] == f"{ORIGIN}/evil.example/"


def test_what_changes_something_is_not_redirected(stranger: Visitor) -> None:
    assert stranger.ask("POST", "/api/entry", {}, headers={"host": f"localhost:{PORT}"}).status_code == 421
