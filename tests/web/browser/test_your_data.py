"""The archive in a real browser: saved as a download, looked at, brought in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route, expect
from serving import PASSPHRASE, Server, enter
from watching import axe


def save(page: Page, server: Server, path: Path) -> Path:
    page.goto(f"{server.url}/your-data")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the archive").click()
    assert download.value.suggested_filename.startswith("tremula-")
    download.value.save_as(path)
    return path


def look(page: Page, path: Path) -> None:
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Look at it first").click()


def test_what_one_tremula_saves_another_takes_in(
    make_server: Callable[..., Server], make_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    full, empty = make_server("open", history=True), make_server("open")
    page = enter(make_context(viewport={"width": 360, "height": 640}).new_page(), full)
    first = save(page, full, tmp_path / "one.zip")
    assert zipfile.ZipFile(first).testzip() is None
    other = enter(make_context().new_page(), empty)
    other.goto(f"{empty.url}/your-data")
    look(other, first)
    expect(other.get_by_role("heading", name="What it would bring")).to_be_focused()
    expect(other.locator('[data-kind="sessions"]')).to_contain_text("new")
    other.get_by_role("button", name="Bring it in").click()
    expect(other.locator("[data-done]")).to_contain_text("It is in")
    look(other, first)
    expect(other.get_by_text("0 new", exact=False).first).to_be_visible()
    other.get_by_role("button", name="Leave it").click()
    expect(other.locator("#file")).to_be_focused()
    other.goto(f"{empty.url}/history")
    page.goto(f"{full.url}/history")
    assert other.locator(".sessions a").count() == page.locator(".sessions a").count() > 0


def test_a_file_that_is_none_is_told_in_words(entered: Page, server: Server, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    entered.goto(f"{server.url}/your-data")
    for held, words in ((b"a letter", "no archive"), (b"PK\x03\x04 and nothing more", "is cut off")):
        bad.write_bytes(held)
        look(entered, bad)
        expect(entered.get_by_role("alert").filter(has_text=words)).to_be_visible()


def test_the_passphrase_is_asked_for_again_and_then_the_archive_comes(
    make_server: Callable[..., Server], make_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    server = make_server("open")
    page = enter(make_context(viewport={"width": 360, "height": 640}).new_page(), server)
    words = {"error": {"code": "proof", "words": "Once more.", "id": "0"}}
    stale = [True, True]

    def five_minutes_later(route: Route) -> None:
        route.fulfill(status=403, json=words) if stale and stale.pop() else route.continue_()

    page.route("**/api/archive", five_minutes_later)
    page.goto(f"{server.url}/your-data")
    page.get_by_role("button", name="Save the archive").click()
    dialog = page.get_by_role("dialog", name="Your passphrase, once more")
    expect(dialog.get_by_label("Your passphrase", exact=True)).to_be_focused()
    assert axe(page) == []
    dialog.get_by_role("button", name="Leave it").click()
    expect(page.locator("#take").get_by_role("alert")).to_contain_text("Nothing was done")
    page.get_by_role("button", name="Save the archive").click()
    field = dialog.get_by_label("Your passphrase", exact=True)
    field.fill("not the passphrase")
    field.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("not the passphrase of this vault")
    field.fill(PASSPHRASE)
    with page.expect_download() as download:
        field.press("Enter")
    assert zipfile.ZipFile(download.value.path()).testzip() is None
    expect(dialog).to_be_hidden()
    expect(page.locator("#proof-passphrase")).to_have_value("")
    page.goto(f"{server.url}/settings")
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()
