"""Finding somebody in a real Chromium: a file in by its columns, five filters by keyboard, the shortlist."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from serving import ROOT, Server, enter
from watching import axe

INVENTED = ROOT / "content/directory/invented.csv"
SEARCH = "/directory?near=Chicago&within=50"
KEY, POINT, DECIDE = 0.28, 1.3, 1.35
"""Seconds for a key, for pointing and pressing, for making up one's mind."""
READ = 4.0
"""Words a second, where every word is read."""
PRESSABLE = "main a, main button, main summary"
READABLE = "main h1, main .lead, main nav a, main form label"


def bring(page: Page, server: Server, file: Path) -> None:
    page.goto(f"{server.url}/directory/files")
    page.get_by_label("A file: CSV").set_input_files(file)
    page.get_by_role("button", name="Look at the file").press("Enter")
    page.get_by_role("heading", name="Which column is what?").wait_for()


@pytest.fixture
def filled(entered: Page, server: Server) -> Page:
    """The directory with the invented people; the first test of the module brings them in."""
    entered.goto(f"{server.url}/directory")
    if entered.get_by_text("The directory is empty").count():
        bring(entered, server, INVENTED)
        assert axe(entered) == []
        entered.get_by_role("button", name="Bring it in").press("Enter")
        entered.get_by_role("heading", name="The file is in the directory").wait_for()
        entered.get_by_text("48 lines read, 48 kept").wait_for()
        expect(entered.get_by_text("Nothing yet.")).to_be_hidden()
        assert axe(entered) == []
        entered.get_by_role("link", name="Search in it").press("Enter")
    entered.get_by_role("heading", name="Find someone who can help").wait_for()
    return entered


def reading(page: Page, what: str, last: str) -> float:
    """Seconds to read everything of a kind, down to the one that was looked for."""
    texts = [text for text in page.locator(what).all_inner_texts() if text.strip()]
    assert last in texts
    return len(" ".join(texts[: texts.index(last) + 1]).split()) / READ


def test_in_under_a_minute_who_reads_all_that_can_be_pressed_and_filled_in(
    filled: Page, server: Server
) -> None:
    """A newcomer asks: who can help me near a place, under a price, with my insurance?

    Estimated by the keystroke-level model (Card, Moran and Newell 1980), not taken by a clock.
    """
    page = filled
    page.goto(server.url)
    spent = reading(page, PRESSABLE, "Find someone who can help") + DECIDE + POINT
    page.locator("main").get_by_role("link", name="Find someone who can help").click()
    spent += reading(page, READABLE, "Takes new clients")
    for label, text in (
        ("Near (city or postcode)", "Chicago"),
        ("Insurance", "Sample Care"),
        ("Price of a session, at most", "100"),
    ):
        page.get_by_label(label, exact=True).click()
        page.keyboard.type(text)
        spent += DECIDE + POINT + KEY * len(text)
    page.keyboard.press("Enter")
    found = page.locator(".results > li").first
    expect(found).to_be_in_viewport()
    heading = page.locator("#found").inner_text()
    spent += DECIDE + KEY + len(f"{heading} {found.inner_text()}".split()) / READ
    assert all(words in found.inner_text() for words in ("Chicago", "Sample Care", "km away", "Phone"))
    assert spent < 60


def test_five_filters_work_together_by_keyboard_and_labels(filled: Page, server: Server) -> None:
    page = filled
    page.goto(f"{server.url}/directory")
    page.get_by_label("Near (city or postcode)").focus()
    page.keyboard.press("Control+A")  # the last search stands there until the record is locked
    page.keyboard.type("Chicago")
    page.keyboard.press("Tab")
    for label, words in (("Within", "50"), ("Kind of help", "Psychotherapy"), ("Insurance", "Sample Care")):
        expect(page.get_by_label(label, exact=True)).to_be_focused()
        page.keyboard.type(words)
        page.keyboard.press("Escape" if label in ("Kind of help", "Insurance") else "Shift")
        page.keyboard.press("Tab")
    expect(page.get_by_label("Price of a session, at most")).to_be_focused()
    page.keyboard.type("100")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Language")).to_be_focused()
    page.keyboard.type("english")
    page.keyboard.press("Shift+Tab")  # where suggestions may still be open, Enter would choose one of them
    with page.expect_event("load"):  # until then the results of the last search stand there
        page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="found").wait_for()
    results = page.locator(".results > li")
    assert results.count() > 0
    for each in results.all():
        words = each.inner_text()
        assert all(
            word in words for word in ("Psychotherapy", "Sample Care", "English", "invented.csv", "old")
        )
        assert int(re.findall(r"(\d+)–", words)[0]) <= 100
        assert float(re.findall(r"([\d.]+) km away", words)[0]) <= 50
    assert axe(page) == []


def test_where_nobody_fits_one_thing_less_is_a_press_away(filled: Page, server: Server) -> None:
    page = filled
    page.goto(
        f"{server.url}/directory?near=Berlin&insurance=Example+Mutual&price=90&language=German&accepting=yes"
    )
    expect(page.get_by_role("status")).to_contain_text("0 found")
    assert page.get_by_role("button", name="Print this list").count() == 0
    without = page.get_by_role("link", name="Without “Insurance”")
    found = int((without.inner_text()).rpartition(" ")[2])
    assert axe(page) == []
    without.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"{found} found")
    assert page.locator(".results > li").count() == found > 0
    expect(page.locator("#found")).to_be_in_viewport()


@pytest.mark.parametrize("look", ["phone", "laptop", "dark", "large text"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    filled: Page, make_context: Callable[..., BrowserContext], server: Server, look: str
) -> None:
    options = {
        "phone": {"viewport": {"width": 360, "height": 640}},
        "laptop": {"viewport": {"width": 1280, "height": 800}},
        "dark": {"color_scheme": "dark"},
        "large text": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    }[look]
    page = enter(make_context(**options).new_page(), server)
    for path in (SEARCH, "/directory/files", "/directory/shortlist"):
        page.goto(server.url + path)
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_search_works_without_any_script(
    filled: Page, make_context: Callable[..., BrowserContext], server: Server
) -> None:
    context = make_context(java_script_enabled=False)
    context.add_cookies(filled.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{server.url}/directory")
    page.get_by_label("Near (city or postcode)").fill("Berlin")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("within 25 km of Berlin, DE").wait_for()
    assert page.locator(".results > li").count() > 0


def test_somebody_goes_on_the_shortlist_with_a_note_and_off_again(filled: Page, server: Server) -> None:
    page = filled
    page.goto(server.url + SEARCH)
    name = page.locator(".results h3").first.inner_text()
    page.get_by_role("button", name=f"Put {name} on my shortlist").press("Enter")
    expect(page.get_by_role("status").filter(has_text="On your shortlist")).to_be_focused()
    page.goto(f"{server.url}/directory/shortlist")
    page.get_by_label(f"Private note on {name}").fill("Ask about Mondays")
    page.get_by_role("button", name="Keep the note").press("Enter")
    page.get_by_text("Kept.").wait_for()
    page.reload()
    assert page.get_by_label(f"Private note on {name}").input_value() == "Ask about Mondays"
    assert page.get_by_text("What does one appointment cost").is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Keep the note").is_visible()
    assert page.get_by_text("What does one appointment cost").is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name=f"Take {name} off").press("Enter")
    page.get_by_role("heading", name=name).wait_for(state="detached")


def test_bad_lines_are_named_and_a_file_goes_out_again(filled: Page, server: Server, tmp_path: Path) -> None:
    file = tmp_path / "clinic.csv"
    file.write_text("Who,Euros\nAlma Invented,90\nBruno Invented,never\n")
    bring(filled, server, file)
    filled.get_by_label("Name", exact=True).select_option("Who")
    filled.get_by_label("Price of one appointment").select_option("Euros")
    filled.get_by_role("button", name="Bring it in").press("Enter")
    filled.get_by_text("Line 3:").wait_for()
    assert "price" in filled.get_by_text("Line 3:").inner_text()
    filled.goto(f"{server.url}/directory/files")
    filled.get_by_role("button", name="Take clinic.csv out").press("Enter")
    filled.get_by_role("heading", name="clinic.csv").wait_for(state="detached")


def test_a_file_in_xml_is_refused_in_plain_words(filled: Page, server: Server, tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    file.write_text('<!DOCTYPE l [<!ENTITY a "ha">]><Bundle>&a;</Bundle>')
    filled.goto(f"{server.url}/directory/files")
    filled.get_by_label("A file: CSV").set_input_files(file)
    filled.get_by_role("button", name="Look at the file").press("Enter")
    expect(filled.get_by_role("alert").filter(has_text="XML")).to_be_focused()
    filled.reload()
    assert filled.get_by_role("heading", name="bundle.json").count() == 0


def test_a_misspelt_place_is_offered_rightly_and_no_address_holds_what_is_looked_for(
    filled: Page, server: Server
) -> None:
    page = filled
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto(f"{server.url}/directory")
    page.get_by_label("Near (city or postcode)").fill("Chicgo")
    page.get_by_label("How you meet").select_option(label="Online")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Chicago, IL, US?").click()
    expect(page.locator("#found")).to_contain_text("those nearest to Chicago, IL, US first")
    assert page.locator(".results > li").count() > 1
    page.get_by_role("link", name="My shortlist").click()
    page.get_by_role("heading", level=1, name="shortlist").wait_for()
    page.go_back()
    expect(page.locator("#found")).to_contain_text("Chicago")
    assert [url for url in seen if "chic" in url.lower() or "online" in url] == []
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator("#found")).to_have_count(0)
    expect(page.get_by_label("Near (city or postcode)")).to_have_value("")
