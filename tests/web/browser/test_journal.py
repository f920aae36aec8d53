"""Writing in the journal as a person does: kept without a button, hidden by a key, brought back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from serving import Server, enter


def write(page: Page, server: Server, text: str) -> str:
    """A new entry's address."""
    page.goto(f"{server.url}/journal/write")
    page.locator("#text").press_sequentially(text)
    expect(page.locator("[data-kept]")).to_have_text("Kept.")
    page.get_by_role("link", name="Done").click()
    page.wait_for_url("**/journal")
    return page.locator(".entries a >> nth=0").get_attribute("href") or ""


def test_what_is_typed_is_kept_without_a_button_and_found_again(entered: Page, server: Server) -> None:
    write(entered, server, "The river was cold and clear.")
    expect(entered.locator(".entries").last).to_contain_text("The river was cold and clear.")
    entered.get_by_label("Find words in the journal").fill("riv col")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_have_text("One entry.")
    assert entered.locator("#found mark").all_inner_texts() == ["river", "cold"]
    assert "riv" not in entered.url


def test_escape_hides_at_once_and_back_does_not_lead_there(entered: Page, server: Server) -> None:
    address = write(entered, server, "Private words.")
    entered.goto(server.url + address)
    entered.locator("#text").focus()
    entered.keyboard.type("More, ")
    entered.keyboard.press("Escape")
    entered.wait_for_url("**/library")
    entered.go_back()
    expect(entered.locator("body")).not_to_contain_text("Private words.")
    assert address not in entered.url
    entered.goto(server.url + address)
    expect(entered.locator("#text")).to_have_value("More, Private words.")


def test_a_reload_in_the_middle_opens_the_same_entry(entered: Page, server: Server) -> None:
    entered.goto(f"{server.url}/journal/write")
    entered.locator("#text").press_sequentially("Half a sen")
    expect(entered.locator("[data-kept]")).to_have_text("Kept.")
    entered.reload()
    expect(entered.locator("#text")).to_have_value("Half a sen")
    entered.locator("#text").press("End")
    entered.locator("#text").press_sequentially("tence.")
    expect(entered.locator("[data-kept]")).to_have_text("Kept.")
    entered.reload()
    expect(entered.locator("#text")).to_have_value("Half a sentence.")


def test_a_page_that_is_older_than_the_entry_shows_the_newest(entered: Page, server: Server) -> None:
    address = write(entered, server, "One tab.")
    entered.goto(server.url + address)
    other = entered.context.new_page()
    other.goto(server.url + address)
    other.locator("#text").fill("Another tab.")
    expect(other.locator("[data-kept]")).to_have_text("Kept.")
    entered.goto(f"{server.url}/library")
    entered.go_back()
    expect(entered.locator("#text")).to_have_value("Another tab.")


def test_the_button_hides_too(entered: Page, server: Server) -> None:
    entered.goto(f"{server.url}/journal")
    entered.get_by_role("button", name="Hide").click()
    entered.wait_for_url("**/library")


def test_an_earlier_version_comes_back_and_nothing_is_lost(entered: Page, server: Server) -> None:
    address = write(entered, server, "First version.")
    entered.goto(server.url + address)
    entered.locator("#text").fill("Second.")
    expect(entered.locator("[data-kept]")).to_have_text("Kept.")
    entered.reload()
    entered.get_by_text("Earlier versions", exact=True).click()
    entered.get_by_role("button", name="Bring back").click()
    expect(entered.locator("#text")).to_have_value("First version.")
    expect(entered.locator("[data-kept]")).to_have_text("Kept.")
    entered.reload()
    assert entered.locator("[data-version]").all_text_contents() == ["Second.", "First version."]


def test_without_the_server_it_is_kept_here_and_sent_when_it_is_back(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    enter(page, server)
    page.goto(f"{server.url}/journal/write")
    page.locator("#text").press_sequentially("Begun. ")
    expect(page.locator("[data-kept]")).to_have_text("Kept.")
    server.stop(kill=True)
    page.locator("#text").press_sequentially("Gone on alone.")
    expect(page.locator("[data-trouble]")).to_contain_text("Kept in this browser, encrypted.")
    page.wait_for_timeout(300)  # what is promised: a letter is on the disk after that time
    address = page.url
    page.close()
    server.start()
    page = enter(page.context.new_page(), server)
    page.goto(address)
    expect(page.locator("#text")).to_have_value("Begun. Gone on alone.")
    for _ in range(100):
        page.goto(f"{server.url}/journal")
        if page.get_by_text("Gone on alone.").count():
            break
        page.wait_for_timeout(100)
    expect(page.locator(".entries").last).to_contain_text("Begun. Gone on alone.")


def test_a_deleted_entry_is_asked_about_once(entered: Page, server: Server) -> None:
    address = write(entered, server, "Away with it.")
    entered.goto(server.url + address)
    entered.get_by_role("button", name="Delete this entry").click()
    expect(entered.locator("[value=keep]")).to_be_focused()
    entered.get_by_role("button", name="Delete it").click()
    entered.wait_for_url("**/journal")
    assert entered.goto(server.url + address).status == 404  # type: ignore[union-attr]


def test_the_time_box_ends_by_itself_and_leads_to_grounding(page: Page, server: Server) -> None:
    page.clock.install()
    enter(page, server)
    page.goto(f"{server.url}/journal/hard")
    page.get_by_role("button", name="Begin").click()
    field = page.locator("#text")
    expect(field).to_be_focused()
    expect(page.locator("[data-left]")).to_have_text("About 5 minutes left")
    field.press_sequentially("It was night.")
    page.clock.run_for(241_000)
    expect(page.locator("[data-left]")).to_have_text("The last minute. Come to an end.")
    page.clock.run_for(60_000)
    expect(page.get_by_role("heading", level=1, name="Stop here for today")).to_be_focused()
    expect(field).to_be_hidden()
    page.get_by_role("link", name="Go on to grounding").click()
    page.wait_for_url("**/grounding")
    page.goto(f"{server.url}/journal")
    expect(page.locator(".entries").last).to_contain_text("Writing about what happened")
    expect(page.locator("body")).not_to_contain_text("It was night.")


def test_nothing_that_was_written_lies_open_in_the_browser(entered: Page, server: Server) -> None:
    write(entered, server, "Nowhere in clear.")
    kept = entered.evaluate(
        """async () => {
          const open = indexedDB.open("tremula-journal")
          const database = await new Promise((go) => { open.onsuccess = () => go(open.result) })
          const all = database.transaction("drafts").objectStore("drafts").getAll()
          const drafts = await new Promise((go) => { all.onsuccess = () => go(all.result) })
          database.close()
          return [drafts.length, JSON.stringify(Object.entries(localStorage)), document.title]
        }"""
    )
    assert kept[0] == 0
    assert "Nowhere" not in kept[1] + kept[2]
