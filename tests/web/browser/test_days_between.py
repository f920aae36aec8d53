"""The days between sessions in Chromium: taps are kept, later is later, calendar and notification come."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page
from serving import Server, enter
from test_pages import OPEN_ALL, OVERFLOW, TOO_SMALL, UNTOUCHABLE
from watching import axe

LOOKS: dict[str, dict[str, object]] = {
    "small phone": {"viewport": {"width": 360, "height": 640}},
    "dark phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "laptop": {"viewport": {"width": 1280, "height": 800}},
}

RECORD = """
window.shown = []
window.Notification = class {
  static permission = "granted"
  static requestPermission = async () => "granted"
  constructor(title, options) { window.shown.push({ title, ...options }) }
}
"""
REFUSE = """
window.Notification = class {
  static permission = "denied"
  static requestPermission = async () => "denied"
}
"""
WHOLE = ("/check-in", "/check-in/yesterday", "/check-in/own", "/self-care", "/schedule")


def keep(page: Page) -> None:
    page.get_by_role("button", name="Keep it").click()


def add_everything(page: Page, server: Server) -> None:
    """The check-in with all that can be added to it."""
    page.goto(f"{server.url}/check-in/own")
    page.get_by_label("A goal of your own").fill("Walk to the lake, slowly, with somebody I like")
    for box in page.locator("[name=chosen]").all():
        box.check()
    page.get_by_label("Your own tags for a day").fill("garden, night shift, a very long tag of forty letters")
    keep(page)
    page.wait_for_url("**/check-in")


@pytest.mark.parametrize("look", list(LOOKS))
def test_with_everything_added_axe_finds_nothing_and_nothing_is_cut_off(
    make_context: Callable[..., BrowserContext], server: Server, look: str
) -> None:
    page = enter(make_context(**LOOKS[look]).new_page(), server)
    add_everything(page, server)
    found = {}
    for path in WHOLE:
        page.goto(f"{server.url}{path}")
        page.wait_for_load_state("networkidle")
        page.evaluate(OPEN_ALL)
        found[path] = [axe(page)]
        for size in (100, 200):
            page.evaluate(
                "(size) => document.documentElement.style.setProperty('font-size', size)", f"{size * 1.125}%"
            )
            found[path] += [page.evaluate(OVERFLOW), page.evaluate(TOO_SMALL), page.evaluate(UNTOUCHABLE)]
    assert found == {path: [[], 0, [], [], 0, [], []] for path in WHOLE}


def test_a_tap_of_self_care_is_kept_at_once_and_taken_back_as_well(entered: Page, server: Server) -> None:
    entered.goto(f"{server.url}/self-care")
    for _ in range(2):
        for field in ("Moved a little", "Ate well enough"):
            with entered.expect_response("**/api/self-care"):
                entered.get_by_label(field).first.click()
        entered.get_by_text("Kept.").wait_for()
        before = [box.is_checked() for box in entered.locator("#care [type=checkbox]").all()]
        entered.reload()
        assert [box.is_checked() for box in entered.locator("#care [type=checkbox]").all()] == before


def test_what_is_due_stands_on_one_line_and_later_hides_it(entered: Page, server: Server) -> None:
    due = entered.locator(".due")
    if entered.get_by_role("button", name="Show it now").is_visible():
        entered.get_by_role("button", name="Show it now").click()
    entered.get_by_text("Due today: the check-in. About 1 minute.").wait_for()
    assert due.count() == 1
    entered.get_by_role("button", name="Later").click()
    entered.get_by_text("What is due is put off until").wait_for()
    entered.get_by_role("button", name="Show it now").click()
    entered.get_by_text("Due today: the check-in.").wait_for()


def test_days_without_rest_between_them_are_not_kept(entered: Page, server: Server) -> None:
    entered.goto(f"{server.url}/schedule")
    entered.get_by_label("Monday").check()
    entered.get_by_label("Tuesday").check()
    keep(entered)
    entered.get_by_text(
        "Monday and Tuesday are too near. At least 48 hours lie between two sessions."
    ).wait_for()
    entered.get_by_label("Tuesday").uncheck()
    entered.get_by_label("Thursday").check()
    keep(entered)
    entered.locator("#saved").get_by_text("Kept.").wait_for()
    entered.reload()
    days = entered.locator("[name=days]").all()
    assert [int(day.input_value()) for day in days if day.is_checked()] == [0, 3]
    with entered.expect_download() as download:
        entered.get_by_role("link", name="Calendar file").click()
    assert "BYDAY=MO,TH" in download.value.path().read_text()


def test_a_calendar_program_finds_its_address_until_it_is_taken_away(entered: Page, server: Server) -> None:
    entered.goto(f"{server.url}/schedule")
    entered.get_by_role("button", name="Make an address").click()
    entered.get_by_role("button", name="Take it away").wait_for()
    address = entered.locator("#address").inner_text()
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert answer.read().startswith(b"BEGIN:VCALENDAR\r\n")
    entered.get_by_role("button", name="Take it away").click()
    entered.get_by_role("button", name="Make an address").wait_for()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address, timeout=10)


def test_a_notification_comes_at_its_time_and_says_nothing_about_health(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    context = make_context()
    context.add_init_script(RECORD)
    page = enter(context.new_page(), server)
    page.clock.install()
    page.goto(f"{server.url}/schedule")
    soon = datetime.now().astimezone() + timedelta(minutes=3)
    page.get_by_label("Remind me at").fill(f"{soon:%H:%M}")
    page.get_by_label("Show a notification on this computer").check()
    keep(page)
    page.locator("#saved").get_by_text("Kept.").wait_for()
    page.goto(f"{server.url}/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("shown") == []
    page.clock.run_for(4 * 60_000)
    assert page.evaluate("shown") == [{"title": "A short pause", "tag": "time"}]
    page.goto(f"{server.url}/schedule")
    page.get_by_label("Show a notification on this computer").uncheck()
    page.get_by_label("Remind me at").fill("")
    keep(page)
    page.locator("#saved").get_by_text("Kept.").wait_for()


def test_where_the_browser_refuses_it_says_so(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    context = make_context()
    context.add_init_script(REFUSE)
    page = enter(context.new_page(), server)
    page.goto(f"{server.url}/schedule")
    box = page.get_by_label("Show a notification on this computer")
    box.click()
    page.get_by_text("This browser does not allow notifications here.").wait_for()
    assert not box.is_checked()


def test_what_is_said_while_tremula_is_away_is_kept_when_it_is_back(
    make_context: Callable[..., BrowserContext], make_server: Callable[..., Server]
) -> None:
    server, context = make_server("open"), make_context()
    page = enter(context.new_page(), server)
    page.goto(f"{server.url}/check-in")
    page.get_by_role("slider").first.press("7")
    server.stop()
    keep(page)
    alert = page.locator("[data-error]")
    alert.get_by_text("Not kept yet").wait_for()
    page.get_by_role("slider").nth(1).press("3")
    server.restart()
    enter(context.new_page(), server)
    page.get_by_role("heading", name="Today is kept").wait_for()
    assert page.locator(".kept-day dd").all_text_contents() == ["7 of 10", "3 of 10"]
