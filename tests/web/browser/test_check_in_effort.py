"""A check-in by keyboard, by thumb and by ear: everything works, and what it costs stands in the docs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from effort import SPEAK, Effort
from playwright.sync_api import BrowserContext, Page
from serving import Server, enter
from watching import axe

DOC = Path(__file__).parents[3] / "docs/explanation/effort.md"
ANSWERS = {
    "tension": 6,
    "anxiety": 3,
    "pain": 0,
    "sleep": 7,
    "fatigue": 5,
    "mood": 8,
    "stomach": 1,
    "headache": 10,
}
KEPT = [
    *("Tension 6 of 10", "Anxiety 3 of 10", "Pain 0 of 10", "Sleep 7 of 10"),
    *("Fatigue 5 of 10", "Mood 8 of 10", "Stomach 1 of 10", "Headache 10 of 10"),
]
THUMB = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}


def open_check_in(page: Page, server: Server) -> list[str]:
    """An empty check-in of today; its questions."""
    page.goto(f"{server.url}/check-in")
    if page.locator("#forget").is_visible():
        page.click("#forget")
        page.get_by_role("heading", level=1, name="How is today?").wait_for()
    page.wait_for_load_state("networkidle")
    return page.locator(".rate label").all_inner_texts()


def kept(page: Page) -> list[str]:
    page.get_by_role("heading", level=1, name="Today is kept").wait_for()
    return [" ".join(each.split()) for each in page.locator(".kept-day > div").all_inner_texts()]


def written(way: str, *cells: object) -> None:
    """The figures are those of the docs."""
    row = f"| {way} | " + " | ".join(str(cell) for cell in cells) + " |"
    assert row in DOC.read_text("utf-8").splitlines(), row


def digits(value: int) -> list[str]:
    return list(str(value))


def test_by_keyboard(make_context: Callable[..., BrowserContext], server: Server) -> None:
    page = enter(make_context(viewport={"width": 1280, "height": 800}).new_page(), server)
    questions = open_check_in(page, server)
    effort = Effort(page)
    effort.press("Tab", "Enter")
    for value in ANSWERS.values():
        effort.press("Tab", *digits(value))
    effort.press("Enter")
    assert kept(page) == KEPT
    first, later = effort.seconds(questions)
    assert first < 40
    written("by keyboard", f"{effort.keys} keys", f"{first} s", f"{later} s")


def test_it_is_four_keys_from_today(make_context: Callable[..., BrowserContext], server: Server) -> None:
    page = enter(make_context().new_page(), server)
    open_check_in(page, server)
    page.goto(f"{server.url}/")
    for key in ("Tab", "Enter", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/check-in")


def test_by_thumb(make_context: Callable[..., BrowserContext], server: Server) -> None:
    page = enter(make_context(**THUMB).new_page(), server)
    questions = open_check_in(page, server)
    effort = Effort(page)
    for name, value in ANSWERS.items():
        slider = page.locator(f"#rate-{name}")
        box = slider.bounding_box()
        assert box is not None and box["height"] >= 44
        effort.tap(slider, (17 + (box["width"] - 34) * value / 10) / box["width"])
        assert slider.input_value() == str(value)
    effort.tap(page.get_by_role("button", name="Keep it"))
    assert kept(page) == KEPT
    first, later = effort.seconds(questions)
    assert first < 40
    written("by thumb, 360 × 640", f"{effort.taps} taps, {effort.swipes} swipes", f"{first} s", f"{later} s")


def test_a_swipe_over_a_slider_scrolls_and_answers_nothing(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = enter(make_context(**THUMB).new_page(), server)
    open_check_in(page, server)
    effort = Effort(page)
    under = "y => document.elementFromPoint(120, y)?.type"
    ys = [y for y in range(340, 600, 10) if page.evaluate(under, y) == "range"]
    effort.swipe(from_y=ys[-1])
    assert page.evaluate("scrollY") > 100
    assert page.locator(".rate input:not([data-unset])").count() == 0


def test_by_ear(make_context: Callable[..., BrowserContext], server: Server) -> None:
    page = enter(make_context(viewport={"width": 1280, "height": 800}).new_page(), server)
    questions = open_check_in(page, server)
    effort = Effort(page)
    effort.press("Tab", "Enter")
    for question, value in zip(questions, ANSWERS.values(), strict=True):
        effort.press("Tab")
        heard = effort.hear()
        assert heard.startswith(f"{question}, slider, not answered, 0 ") and ", 10 " in heard
        effort.press(*digits(value))
        assert f"slider, {value} of 10" in effort.hear()
        effort.said[-1] = f"{value} of 10"
    effort.press("Enter")
    assert kept(page) == KEPT
    assert page.title().startswith("Kept: ")
    spoken = round(effort.words / SPEAK)
    written("by ear", f"{effort.keys} keys, {effort.words} words heard", f"{spoken} s", "as you like")


def test_what_was_answered_can_be_taken_back_and_ten_is_two_keys(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = enter(make_context().new_page(), server)
    open_check_in(page, server)
    slider = page.locator("#rate-mood")
    value = page.get_by_role("button", name="Leave out: Mood")
    slider.focus()
    for keys, shown in (
        (["1"], "1"),
        (["1", "0"], "10"),
        (["ArrowLeft"], "9"),
        ([" "], "9"),
        (["Delete"], "–"),
    ):
        for key in keys:
            page.keyboard.press(key)
        assert value.inner_text() == shown
    page.keyboard.press(" ")
    assert value.inner_text() == "5"
    value.click()
    assert value.inner_text() == "–"
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Nothing is rated yet. One answer is enough.").wait_for()


def test_a_pulse_can_be_counted_and_a_word_is_no_number(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = enter(make_context().new_page(), server)
    page.clock.install()
    page.goto(f"{server.url}/check-in/own")
    page.get_by_label("Resting pulse").check()
    page.get_by_label("Heart rate variability").check()
    page.get_by_role("button", name="Keep it").click()
    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    page.get_by_role("button", name="Count by hand").click()
    page.get_by_text("Count each beat. 30 seconds left.").wait_for()
    page.clock.run_for(30_000)
    page.get_by_text("Stop. How many beats did you count?").wait_for()
    page.keyboard.type("31")
    page.keyboard.press("Tab")
    page.get_by_text("That is 62 beats a minute.").wait_for()
    number = page.get_by_label("Number")
    number.fill("high")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Write a number here, like 62 or 48.5.").wait_for()
    page.get_by_role("group", name="Heart rate variability").get_by_label("Kind").select_option(
        "SDNN, in milliseconds"
    )
    number.fill("48,5")
    page.get_by_role("button", name="Keep it").click()
    assert {"Resting pulse 62 beats a minute", "Heart rate variability (SDNN) 48.5 ms"} <= set(kept(page))
    open_check_in(page, server)
    page.goto(f"{server.url}/check-in/own")
    page.get_by_label("Resting pulse").uncheck()
    page.get_by_label("Heart rate variability").uncheck()
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/check-in")


@pytest.mark.parametrize("size", [100, 200])
def test_the_kept_day_fits_a_small_phone(
    make_context: Callable[..., BrowserContext], server: Server, size: int
) -> None:
    page = enter(make_context(**THUMB).new_page(), server)
    open_check_in(page, server)
    page.locator("#rate-anxiety").focus()
    page.keyboard.press("9")
    page.keyboard.press("Enter")
    kept(page)
    page.get_by_text("That sounds like a hard day.").wait_for()
    page.evaluate(
        "(size) => document.documentElement.style.setProperty('font-size', size)", f"{size * 1.125}%"
    )
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    assert axe(page) == []
