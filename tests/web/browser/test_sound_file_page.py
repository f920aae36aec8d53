"""Taking a session along, as a person does it: chosen, made, fetched, and plainly told what it cannot do."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, expect
from serving import Server, enter


def test_files_are_chosen_made_and_fetched(
    server: Server, make_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = enter(make_context(accept_downloads=True).new_page(), server)
    page.get_by_role("link", name="Take it along as sound files").click()
    expect(page.get_by_text("A sound file cannot hear you.")).to_be_visible()
    for name in ("Calf stretch", "Upper-leg stretch", "Front-body opening", "Wall sit", "Lying butterfly"):
        page.get_by_label(name, exact=True).uncheck()
    page.get_by_label("Hip, pelvis and upper-leg stretch").uncheck()
    page.get_by_role("button", name="Make the files").click()
    expect(page.get_by_role("heading", name="Ready")).to_be_focused(timeout=60_000)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download").click()
    fetched.value.save_as(tmp_path / "session.zip")
    with zipfile.ZipFile(tmp_path / "session.zip") as packed:
        assert packed.testzip() is None
        assert [name.split("/")[-1] for name in packed.namelist()] == [
            "contents.txt",
            "01-arrive.wav",
            "02-ankles.wav",
            "03-settle.wav",
            "04-rest.wav",
        ]
    expect(page.get_by_role("heading", name="on its way to your downloads")).to_be_focused()


def test_without_an_exercise_it_says_so(server: Server, make_context: Callable[..., BrowserContext]) -> None:
    page = enter(make_context().new_page(), server)
    page.goto(f"{server.url}/sound-files")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Make the files").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one exercise.")
