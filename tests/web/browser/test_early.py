"""A press or a word before the page's scripts have come is neither lost nor sent where a plain form goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from serving import Server, enter

Late = Callable[[str, str], Callable[[], None]]


@pytest.fixture
def entered(make_context: Callable[..., BrowserContext], server: Server) -> Page:
    """Without the service worker, which would fetch the scripts where no test can hold them back."""
    return enter(make_context(service_workers="block").new_page(), server)


@pytest.fixture
def late(entered: Page, server: Server) -> Late:
    """Open a page whose script is held back; what comes back lets the script come."""

    def open_late(path: str, script: str) -> Callable[[], None]:
        held: list[Route] = []
        entered.route(f"**/static/*/js/pages/{script}.js", lambda route: held.append(route))
        entered.goto(server.url + path, wait_until="commit")

        def let_come() -> None:
            assert entered.evaluate("document.readyState") != "complete"
            for route in held:
                route.continue_()
            entered.unroute_all()

        return let_come

    return open_late


def test_what_is_looked_for_is_in_no_address(entered: Page, late: Late) -> None:
    asked: list[str] = []
    entered.on("request", lambda request: asked.append(request.url))
    let_come = late("/directory", "directory")
    entered.get_by_label("Near (city or postcode)").fill("Chicgo")
    entered.get_by_role("button", name="Search").click()
    let_come()
    entered.get_by_role("link", name="Chicago, IL, US?").wait_for()
    let_come = late("/directory", "directory")
    entered.get_by_role("link", name="Chicago, IL, US?").click()
    let_come()
    expect(entered.get_by_label("Near (city or postcode)")).to_have_value("Chicago, IL, US")
    assert [url for url in asked if "chic" in url.lower()] == []


def test_a_button_pressed_early_does_its_work_once(entered: Page, late: Late) -> None:
    asked: list[str] = []
    entered.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    let_come = late("/sound-files", "sound-files")
    for box in entered.get_by_role("checkbox").all()[1:]:
        box.uncheck()
    for _ in range(3):
        entered.get_by_role("button", name="Make the files").click()
    let_come()
    expect(entered.get_by_role("heading", name="The files are being made")).to_be_visible()
    entered.get_by_role("button", name="Give up").click()
    assert len([one for one in asked if one.endswith("/api/sound-files")]) == 1


def test_words_typed_early_are_kept_and_escape_hides_them(entered: Page, server: Server, late: Late) -> None:
    let_come = late("/journal/write", "journal-entry")
    entered.locator("#text").press_sequentially("Before all else.")
    let_come()
    expect(entered.locator("[data-kept]")).to_have_text("Kept.")
    address = entered.url
    let_come = late("/journal/write", "journal-entry")
    entered.locator("#text").press_sequentially("Nobody else reads this.")
    entered.keyboard.press("Escape")
    let_come()
    entered.wait_for_url("**/library")
    entered.goto(address)
    expect(entered.locator("#text")).to_have_value("Before all else.")
