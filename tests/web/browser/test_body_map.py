"""The body map in a real Chromium: by tap, by keyboard, by name, on a small phone and in the dark."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from serving import Server, enter
from watching import axe

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
SMALL = """() => [...document.querySelectorAll('main button, main summary, main label, main a')]
  .filter((e) => e.checkVisibility())
  .filter((e) => { const r = e.getBoundingClientRect(); return r.height < 44 || r.width < 44 })
  .map((e) => e.outerHTML.slice(0, 90))"""

NOT_REACHED = """(face) => {
  const places = [...document.querySelectorAll(`.body-map-face-${face} [data-place]`)]
  const reached = new Set([places[0]])
  for (const here of reached)
    for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
      here.focus()
      here.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
      reached.add(document.activeElement)
    }
  return places.filter((place) => !reached.has(place)).map((place) => place.dataset.place)
}"""


def opened(page: Page, server: Server) -> Page:
    page.goto(f"{server.url}/body-map")
    page.wait_for_selector("tremula-body-map .body-map-picture")
    return page


def record(page: Page) -> dict[str, dict[str, int]]:
    value: dict[str, dict[str, int]] = json.loads(page.locator("[name=record]").input_value())
    return value


@pytest.fixture
def phone(make_context: Callable[..., BrowserContext], server: Server) -> Page:
    return opened(enter(make_context(**PHONE).new_page(), server), server)


@pytest.fixture
def laptop(make_context: Callable[..., BrowserContext], server: Server) -> Page:
    return opened(enter(make_context(**LAPTOP).new_page(), server), server)


def test_a_thumb_marks_takes_back_and_keeps(phone: Page) -> None:
    shoulder = phone.locator(".body-map-face-front [data-place=left-shoulder]")
    shoulder.tap()
    shoulder.tap()
    expect(phone.get_by_role("status")).to_have_text("Left shoulder: tense, clear")
    phone.get_by_role("radio", name="Shaking", exact=True).tap()
    phone.locator(".body-map-face-front [data-place=pelvis]").tap()
    assert record(phone) == {"left-shoulder": {"tense": 2}, "pelvis": {"shaking": 1}}
    phone.get_by_role("button", name="Back", exact=True).tap()
    phone.locator(".body-map-face-back [data-place=low-back]").tap()
    phone.get_by_role("button", name="Undo").tap()
    assert "low-back" not in record(phone)
    phone.get_by_role("button", name="Keep it").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Body maps")
    expect(phone.locator("main")).to_contain_text("Left shoulder: tense, clear.")
    expect(phone.locator("main")).to_contain_text("Felt in 1 place: pelvis.")


def test_what_is_tapped_is_what_was_meant_on_every_place(phone: Page) -> None:
    missed = []
    for face in ("front", "back"):
        phone.get_by_role("button", name=face.capitalize(), exact=True).tap()
        for id in phone.locator(f".body-map-face-{face} [data-place]").evaluate_all(
            "all => all.map((each) => each.dataset.place)"
        ):
            phone.locator(f".body-map-face-{face} [data-place={id}]").tap()
            if id not in record(phone):
                missed.append(f"{face} {id}")
        phone.get_by_role("button", name="Clear all").tap()
    assert missed == []


def test_everything_is_large_enough_for_a_thumb_and_every_place_has_a_name_to_tap(phone: Page) -> None:
    phone.get_by_text("Choose by name").tap()
    assert phone.evaluate(SMALL) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert phone.evaluate(overflow) == 0
    drawn = phone.locator("[data-place]").evaluate_all("all => all.map((each) => each.dataset.place)")
    named = phone.locator("[data-name]").evaluate_all("all => all.map((each) => each.dataset.name)")
    assert set(named) == set(drawn)
    phone.get_by_role("button", name="right sole: nothing marked").and_(phone.locator("[data-name]")).tap()
    assert record(phone) == {"right-sole": {"tense": 1}}


def test_the_keyboard_alone_is_enough(laptop: Page) -> None:
    laptop.locator("input[value=tense]").focus()
    laptop.keyboard.press("ArrowRight")
    laptop.keyboard.press("Tab")
    focused = "document.activeElement.getAttribute('aria-label')"
    first = laptop.evaluate(focused)
    seen = {first}
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowRight", "ArrowDown"):
        laptop.keyboard.press(key)
        seen.add(laptop.evaluate(focused))
    assert len(seen) > 4
    laptop.locator(".body-map-face-front [data-place=belly]").focus()
    laptop.keyboard.press("3")
    assert laptop.evaluate(focused) == "belly: painful, strong"
    laptop.keyboard.press("Space")
    assert record(laptop) == {}
    laptop.keyboard.press("Enter")
    laptop.keyboard.press("ArrowUp")
    assert laptop.evaluate(focused) == "chest: nothing marked"
    laptop.keyboard.press("Tab")
    assert "Body, back" in laptop.evaluate("document.activeElement.closest('svg').getAttribute('aria-label')")
    assert record(laptop) == {"belly": {"painful": 1}}


def test_every_place_can_be_reached_with_the_arrow_keys(laptop: Page) -> None:
    for face in ("front", "back"):
        assert laptop.evaluate(NOT_REACHED, face) == [], face


def test_a_screen_reader_hears_names_roles_and_states(laptop: Page) -> None:
    laptop.locator("input[value=warm]").check()
    laptop.locator(".body-map-face-back [data-place=left-calf]").click()
    calf = laptop.get_by_role("button", name="left calf: warm, mild").first
    expect(calf).to_have_attribute("aria-pressed", "true")
    expect(laptop.get_by_role("group", name="Body, front")).to_be_visible()
    expect(laptop.get_by_role("radio", name="Numb")).to_be_attached()
    expect(laptop.get_by_role("status")).to_have_text("Left calf: warm, mild")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(make_context: Callable[..., BrowserContext], server: Server, scheme: str) -> None:
    page = opened(enter(make_context(**PHONE, color_scheme=scheme).new_page(), server), server)
    page.get_by_text("Choose by name").tap()
    page.locator(".body-map-face-front [data-place=chest]").tap()
    assert axe(page) == []
    page.get_by_role("button", name="Keep it").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Body maps")
    assert axe(page) == []


def test_without_the_picture_the_plain_lines_keep_it(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = enter(make_context(**PHONE, service_workers="block").new_page(), server)
    page.route(
        "**/js/bodymap/element.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page.goto(f"{server.url}/body-map")
    page.get_by_label("Place, line 1").select_option("Jaw")
    page.get_by_label("Feeling, line 1").select_option("Numb")
    page.get_by_label("Strength, line 1").select_option("Strong")
    page.get_by_role("button", name="Keep it").tap()
    expect(page.locator("main")).to_contain_text("Jaw: numb, strong.")
