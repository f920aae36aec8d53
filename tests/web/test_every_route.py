"""What holds for every route there is, including the ones that will come: made from the list of routes."""

import re
import uuid

import pytest
from starlette.routing import Route
from visitor import NAVIGATION, ORIGIN, PORT, Visitor

from tremula.web.app import all_routes
from tremula.web.catalogue import Pages, our_pages
from tremula.web.doors import Door, Needs

DOORS = [
    (door.path, method, door.needs)
    for door in all_routes(None, our_pages())  # type: ignore[arg-type]
    for method in sorted(door.methods - {"HEAD"})
]
UNSAFE = [(path, method) for path, method, _ in DOORS if method != "GET"]
FOREIGN_ORIGINS = {
    "cross-site": {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
    "same-site, another port": {"sec-fetch-site": "same-site", "origin": f"http://127.0.0.1:{PORT + 1}"},
    "typed": {"sec-fetch-site": "none"},
    "no word at all": {"sec-fetch-site": None, "origin": None},
    "only a foreign origin": {"sec-fetch-site": None, "origin": "https://evil.example"},
    "null origin": {"sec-fetch-site": None, "origin": "null"},
    "localhost as origin": {"sec-fetch-site": None, "origin": f"http://localhost:{PORT}"},
    "another port as origin": {"sec-fetch-site": None, "origin": "http://127.0.0.1:3000"},
    "contradiction": {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
}


def filled(path: str) -> str:
    return re.sub(r"\{[a-z]+(:path)?\}", str(uuid.uuid4()), path)


def of(*needs: Needs) -> list[tuple[str, str]]:
    found = [(path, method) for path, method, need in DOORS if need in needs]
    assert found, needs
    return found


def test_there_are_routes_of_every_kind() -> None:
    assert {needs for _, _, needs in DOORS} == set(Needs)


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
@pytest.mark.parametrize(("path", "method"), UNSAFE)
def test_nothing_changes_at_the_wish_of_another_page(
    resident: Visitor, path: str, method: str, origin: str
) -> None:
    answer = resident.ask(method, filled(path), {}, headers=FOREIGN_ORIGINS[origin])
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "origin")


@pytest.mark.parametrize(("path", "method"), of(Needs.BOTH_HALVES, Needs.OPEN_VAULT))
@pytest.mark.parametrize(
    "missing", [["cookie"], ["x-session"], ["cookie", "x-session"]], ids="without-{}".format
)
def test_each_half_alone_is_nobody(resident: Visitor, path: str, method: str, missing: list[str]) -> None:
    answer = resident.ask(method, filled(path), {}, headers=dict.fromkeys(missing))
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "login")


@pytest.mark.parametrize(("path", "method"), of(Needs.BOTH_HALVES, Needs.OPEN_VAULT))
def test_halves_of_two_logins_do_not_fit_together(person: Visitor, path: str, method: str) -> None:
    first = person.second_half
    person.enter(launch=person.house.entries.launch())
    assert person.ask(method, filled(path), {}, headers={"x-session": first}).status_code == 401


@pytest.mark.parametrize(("path", "method"), of(Needs.OPEN_VAULT))
def test_a_locked_vault_says_so(person: Visitor, path: str, method: str) -> None:
    person.house.lock()
    person.enter(launch=person.house.entries.launch())
    answer = person.ask(method, filled(path), {})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "locked")


@pytest.mark.parametrize(("path", "method"), of(Needs.APPEND_TOKEN, Needs.CONTROL_TOKEN))
@pytest.mark.parametrize("token", ["", "Bearer", "Basic abc", "Bearer wrong"])
def test_a_login_does_not_stand_in_for_a_token(resident: Visitor, path: str, method: str, token: str) -> None:
    body = None if method == "GET" else {"device": "d", "events": []}
    answer = resident.ask(method, filled(path), body, headers={"authorization": token or None})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "token")


@pytest.mark.parametrize(("path", "method"), of(Needs.LOGIN_FOR_PAGE, Needs.PAGE_AND_OPEN_VAULT))
@pytest.mark.parametrize(
    "asked",
    [
        {"cookie": None, **NAVIGATION},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate"},
        {"sec-fetch-site": "none", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": None, "sec-fetch-mode": None},
    ],
)
def test_a_page_shows_only_the_way_in_to_others(
    resident: Visitor, path: str, method: str, asked: dict[str, str | None]
) -> None:
    answer = resident.ask(method, filled(path), headers={"x-session": None, "origin": None, **asked})
    assert answer.status_code == (200 if path == "/" else 401)
    assert 'data-vault="open"' in answer.text


@pytest.mark.parametrize(("path", "method"), of(Needs.LOGIN_FOR_PAGE, Needs.PAGE_AND_OPEN_VAULT))
def test_a_page_is_there_for_the_person_with_the_cookie_alone(
    resident: Visitor, path: str, method: str
) -> None:
    answer = resident.visit(path)
    assert answer.status_code in (200, 303, 404)
    assert 'data-vault="' not in answer.text


@pytest.mark.parametrize(("path", "method", "needs"), DOORS)
def test_every_answer_carries_the_headers(stranger: Visitor, path: str, method: str, needs: Needs) -> None:
    check_headers(stranger.ask(method, filled(path), None if method == "GET" else {}).headers)


@pytest.mark.parametrize("asked", [{"host": "evil.example"}, {"sec-fetch-site": "cross-site"}, {}])
def test_so_does_every_refusal(stranger: Visitor, asked: dict[str, str]) -> None:
    check_headers(stranger.ask("POST", "/no/such/address", {}, headers=asked).headers)


def check_headers(headers: object) -> None:
    said = {name.lower(): value for name, value in dict(headers).items()}  # type: ignore[call-overload]
    policy = said["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert said["cross-origin-opener-policy"] == "same-origin"
    assert said["cross-origin-embedder-policy"] == "require-corp"
    assert said["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in said["permissions-policy"]
    assert said["referrer-policy"] == "no-referrer"
    assert said["x-content-type-options"] == "nosniff"
    assert (
        said["cache-control"] == "no-store"
        or "immutable" in said["cache-control"]
        or (said["cache-control"] == "no-cache")
    )
    assert not [name for name in said if name.startswith("access-control-")]
    assert "server" not in said


@pytest.mark.parametrize("path", sorted({path for path, _, _ in DOORS}))
def test_a_wrong_method_is_told_and_changes_nothing(resident: Visitor, path: str) -> None:
    methods = {method for there, method, _ in DOORS if there == path}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - methods:
        answer = resident.ask(method, filled(path))
        assert (answer.status_code, answer.json()["error"]["code"]) == (405, "method"), method


def test_a_route_that_does_not_say_what_it_needs_keeps_the_program_from_starting() -> None:
    class Careless:
        @staticmethod
        def routes(house: object) -> list[Route]:
            return [Route("/open", lambda request: None)]

    with pytest.raises(TypeError, match="say what it needs"):
        all_routes(None, Pages((Careless,), our_pages().entry_page))  # type: ignore[arg-type]


def test_the_address_of_the_program_is_the_one_of_the_tests(stranger: Visitor) -> None:
    assert stranger.house.origin == ORIGIN
    assert isinstance(all_routes(stranger.house, our_pages())[0], Door)
