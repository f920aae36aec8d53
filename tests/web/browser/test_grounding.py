"""Grounding as a person meets it: led, asked how they are, shown whom to reach; offline and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from serving import Server, enter
from watching import axe

ANA = {"name": "Ana", "phone": "+34 600 000 000", "about": "my sister", "professional": False}
PUT = """async (contacts) => (await fetch("/api/contacts", {method: "PUT", body: JSON.stringify({contacts}),
  headers: {"content-type": "application/json",
    "x-session": localStorage.getItem("tremula.second-half")}})).status"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SIZE = "() => document.querySelector('.breath span').getBoundingClientRect().width"
KEPT = """async () => {
  const {files} = await (await fetch("/static/files.json")).json()
  const found = await Promise.all([...files, "/grounding", "/help/shaking"].map((each) => caches.match(each)))
  return found.every(Boolean)
}"""
PICTURES = {
    "Freezing": "hard, still outline",
    "Flooding": "waves up to the chest",
    "Far away": "behind a pane of glass",
}
STEPS = 14
"""Of grounding from lying: three of the stop, eleven that always follow."""


def test_what_is_kept_for_a_time_without_the_server_is_what_its_pages_ask_for(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = enter(make_context(service_workers="block").new_page(), server)
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.removeprefix(server.url)))
    for path in ("/practise", "/grounding", "/help/shaking"):
        page.goto(server.url + path, wait_until="networkidle")
    kept = page.evaluate("async () => (await (await fetch('/static/files.json')).json()).files")
    files = {path for path in asked if path.startswith("/static/") and not path.endswith("/files.json")}
    assert len(files) > 20
    assert files - set(kept) == set()
    assert [path for path in set(kept) - files if not re.search("/(fonts|icons)/", path)] == []


def led(page: Page, server: Server, posture: str = "Lying") -> Page:
    page.goto(f"{server.url}/grounding")
    page.get_by_role("button", name=posture, exact=True).click()
    return page


def asked(page: Page, server: Server) -> Page:
    led(page, server, "I am not practising now")
    for _ in range(STEPS):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="How are you now?")).to_be_focused()
    return page


def test_it_leads_by_itself_from_the_stop_through_the_senses_to_the_question(
    page: Page, server: Server
) -> None:
    page.clock.install()
    led(page, server)
    heard = []
    for _ in range(300):
        words = page.locator("#words").inner_text()
        if words not in heard:
            heard.append(words)
        if page.locator("#ask").is_visible():
            break
        page.clock.run_for(1_000)
    firsts = [
        "Legs long",
        "Roll",
        "Sit up",
        "Eyes",
        "Feel",
        "Touch",
        "Say your",
        "Five",
        "Four",
        "Three",
        "Two",
        "One",
    ]
    assert [words[: len(first)] for words, first in zip(heard, firsts, strict=False)] == firsts
    assert heard[12:] == [
        "Breathe out, longer than in.",
        "Breathe in",
        "and slowly out",
        "Stand up when you are ready.",
    ]
    expect(page.get_by_role("heading", name="How are you now?")).to_be_visible()


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_the_circle_moves_only_where_motion_is_wanted_and_counts_for_everybody(
    make_context: Callable[..., BrowserContext], server: Server, motion: str, moves: bool
) -> None:
    page = make_context(reduced_motion=motion).new_page()
    led(page, server)
    for _ in range(STEPS - 2):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#count")).to_have_text("3")
    first = page.evaluate(SIZE)
    expect(page.locator("#count")).to_have_text("2")
    assert (page.evaluate(SIZE) > first) is moves
    expect(page.locator("#words")).to_have_text("Breathe in")


def test_who_is_well_is_not_held_back(page: Page, server: Server) -> None:
    for answer in ("I am here, and well enough", "3"):
        asked(page, server).get_by_role("button", name=answer, exact=True).click()
        expect(page.get_by_role("heading", name="You are here")).to_be_focused()


def test_who_is_not_well_finds_own_people_and_numbers(entered: Page, server: Server) -> None:
    assert entered.evaluate(PUT, [ANA]) == 200
    for answer in ("Not well", "4", "I think of ending my life, or I am in danger"):
        asked(entered, server).get_by_role("button", name=answer, exact=True).click()
        expect(entered.get_by_role("heading", name="You do not have to be alone with this")).to_be_focused()
        assert entered.locator("#danger").is_visible() is ("danger" in answer)
        expect(entered.get_by_role("link", name="+34 600 000 000")).to_have_attribute(
            "href", "tel:+34600000000"
        )
        entered.get_by_label("Where are you?").select_option(label="United Kingdom")
        expect(entered.get_by_role("link", name="Call 999")).to_be_visible()
        expect(entered.get_by_role("link", name="Call 116 123")).to_have_attribute("href", "tel:116123")
        expect(entered.get_by_role("link", name="Text message to 85258")).to_be_visible()
        assert entered.locator("details[data-country]:visible").count() == 1


SHORT = {"width": 360, "height": 640}
IN_SIGHT = """(number) => [...document.querySelectorAll(`a[href="tel:${number}"]`)]
  .some((each) => each.checkVisibility() && each.getBoundingClientRect().top >= 0
    && each.getBoundingClientRect().bottom <= innerHeight)"""


def test_in_danger_numbers_to_tap_stand_on_the_screen_and_a_guessed_country_is_told_as_a_guess(
    make_context: Callable[..., BrowserContext], make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    page = make_context(viewport=SHORT, locale="en", timezone_id="Europe/Vienna").new_page()
    enter(page, server)
    for _ in range(200):
        if page.evaluate(KEPT):
            break
        page.wait_for_timeout(50)
    server.stop()
    asked(page, server).get_by_role("button", name="I think of ending my life").click()
    expect(page.get_by_role("heading", name="You do not have to be alone with this")).to_be_focused()
    assert [page.evaluate(IN_SIGHT, number) for number in ("112", "911")] == [True, True]
    expect(page.locator("#suggestion")).to_contain_text("Austria. That is a guess.")
    lines = page.get_by_role("link", name="Call 142")
    people = page.get_by_role("heading", name="Your own people")
    assert lines.bounding_box()["y"] < people.bounding_box()["y"]  # type: ignore[index]
    expect(page.get_by_label("Where are you?")).to_have_value("")
    page.get_by_label("Where are you?").select_option(label="Norway")
    expect(lines).to_be_hidden()
    page.get_by_role("button", name="Grounding once more").click()
    expect(page.get_by_role("link", name="Call 911")).to_be_hidden()


def test_that_nobody_is_written_down_is_said_while_tremula_is_open(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    page.goto(f"{server.url}/grounding")
    expect(page.get_by_text("Your own people are shown here while tremula is open.")).to_be_visible()
    enter(page, server).goto(f"{server.url}/grounding")
    expect(page.get_by_text("Nobody is written down yet.")).to_be_visible()
    expect(page.get_by_text("Your own people are shown here while tremula is open.")).to_be_hidden()
    page.get_by_role("link", name="Write somebody down").click()
    page.wait_for_url("**/safety-plan")


def test_the_first_thing_to_do_is_on_the_page_before_anything_is_asked(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = make_context(viewport=SHORT).new_page()
    page.goto(f"{server.url}/grounding")
    for words in ("Eyes open.", "Feel the floor.", "Breathe out, longer than in."):
        box = page.get_by_text(words, exact=True).first.bounding_box()
        assert box is not None and box["y"] + box["height"] < SHORT["height"]
    page.get_by_role("button", name="Lead me, step by step").click()
    heard = []
    for _ in range(3):
        heard.append(page.locator("#words").inner_text())
        page.keyboard.press("ArrowRight")
    assert heard[:2] == ["Eyes open.", "Feel the floor."] and heard[2].startswith("Breathe")


def test_the_country_is_only_suggested_and_the_choice_stays(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = make_context(locale="de-AT", timezone_id="UTC").new_page()
    page.goto(f"{server.url}/grounding")
    expect(page.locator("#suggestion")).to_contain_text("Austria")
    expect(page.get_by_role("link", name="Call 142")).to_be_hidden()
    expect(page.get_by_role("link", name="Call 911")).to_be_visible()
    page.get_by_role("button", name="Yes, show these numbers").click()
    expect(page.get_by_role("link", name="Call 142")).to_be_visible()
    page.get_by_label("Where are you?").select_option(label="Norway")
    page.reload()
    expect(page.get_by_label("Where are you?")).to_have_value("no")
    expect(page.locator("#suggestion")).to_be_hidden()


def test_plain_english_suggests_nothing(make_context: Callable[..., BrowserContext], server: Server) -> None:
    page = make_context(locale="en", timezone_id="UTC").new_page()
    page.goto(f"{server.url}/grounding")
    expect(page.get_by_label("Where are you?")).to_be_visible()
    expect(page.locator("#suggestion")).to_be_hidden()


def test_contacts_stay_in_this_browser_only_where_that_is_ticked(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    enter(page, server)
    assert page.evaluate(PUT, [ANA]) == 200
    page.goto(f"{server.url}/grounding")
    expect(page.get_by_role("link", name=ANA["phone"])).to_be_visible()
    kept = "() => JSON.stringify({...localStorage})"
    assert "600" not in page.evaluate(kept)
    page.get_by_label("Show them here also while tremula is locked or off").check()
    assert "600" in page.evaluate(kept)
    server.restart()
    page.reload()
    expect(page.get_by_role("link", name=ANA["phone"])).to_be_visible()
    page.get_by_label("Show them here also while tremula is locked or off").uncheck()
    assert "600" not in page.evaluate(kept)
    page.reload()
    expect(page.get_by_role("link", name=ANA["phone"])).to_be_hidden()


def test_grounding_and_its_numbers_are_there_offline(page: Page, make_server: Callable[..., Server]) -> None:
    server = make_server("locked")
    page.goto(f"{server.url}/grounding")
    for _ in range(200):
        if page.evaluate(KEPT):
            break
        page.wait_for_timeout(50)
    server.stop()
    asked(page, server).get_by_role("button", name="Not well", exact=True).click()
    page.get_by_label("Where are you?").select_option(label="Germany")
    expect(page.get_by_role("link", name="Call 0800 111 0 111")).to_be_visible()
    expect(page.get_by_role("img", name="behind a pane of glass")).to_be_visible()
    page.get_by_role("link", name="If the shaking does not stop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("If the shaking does not stop")
    page.get_by_role("link", name="Crisis lines by country").click()
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()


@pytest.mark.parametrize("path", ["/grounding", "/help/shaking"])
def test_the_three_states_are_shown_with_pictures_and_what_to_do(
    page: Page, server: Server, path: str
) -> None:
    page.goto(f"{server.url}{path}")
    for name, picture in PICTURES.items():
        state = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name, level=3))
        expect(state.get_by_role("img", name=picture)).to_be_visible()
        expect(state).to_contain_text("Do this first")


def test_everything_is_reached_by_keyboard(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/grounding")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.textContent") != "Standing":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Next")).to_be_focused()
    for _ in range(STEPS):
        page.keyboard.press("Enter")
        if page.locator("#ask").is_visible():
            break
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You do not have to be alone with this")).to_be_focused()
    page.get_by_label("Where are you?").focus()
    page.keyboard.type("Sw")
    expect(page.get_by_label("Where are you?")).to_have_value("se")


def test_a_screen_reader_hears_each_step_and_nothing_of_the_circle(page: Page, server: Server) -> None:
    led(page, server)
    live = page.locator("[aria-live=polite]").filter(has=page.locator("#words"))
    expect(live).to_have_attribute("aria-atomic", "true")
    expect(page.get_by_role("region", name="Grounding, step by step")).to_be_visible()
    assert page.locator("#breath").get_attribute("aria-hidden") == "true"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_face_of_it_is_clean_for_axe_and_fits_at_twice_the_size(
    make_context: Callable[..., BrowserContext], server: Server, look: str
) -> None:
    page = make_context(viewport={"width": 360, "height": 640}, color_scheme=look).new_page()
    found = {}
    for face, answer in {"ask": "", "well": "0", "unwell": "10"}.items():
        asked(page, server)
        if answer:
            page.get_by_role("button", name=answer, exact=True).click()
        found[face] = axe(page)
        page.evaluate("() => document.documentElement.style.setProperty('font-size', '225%')")
        assert page.evaluate(OVERFLOW) == 0, face
    page.goto(f"{server.url}/evidence")
    found["evidence"] = axe(page)
    assert found == {name: [] for name in found}
