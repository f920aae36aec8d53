"""Progress and Day by day in a real Chromium: choose the time, open the numbers, unfold for the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page
from serving import Server, enter, make_vault

DRAWN = """() => [...document.querySelectorAll('.chart-picture')].map((each) => {
  const dots = each.querySelector('.chart-dots').getBoundingClientRect(), box = each.getBoundingClientRect()
  return dots.left >= box.left - 4 && dots.right <= box.right + 4 && dots.top >= box.top - 4 && dots.width > 0
})"""
PRINTED = """() => {
  dispatchEvent(new Event('beforeprint'))
  const open = [...document.querySelectorAll('.chart-parts')].map((each) => each.open)
  dispatchEvent(new Event('afterprint'))
  return [open, [...document.querySelectorAll('.chart-parts')].map((each) => each.open)]
}"""

CROWDED = """() => {
  document.documentElement.style.fontSize = '200%'
  return [...document.querySelectorAll('.chart-ticks')].filter((ticks) => {
    const words = [...ticks.children].map((one) => one.getBoundingClientRect()).filter((box) => box.width)
    return words.some((box, place) => place && box.left < words[place - 1].right)
  }).length
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("progress") / "data"
    make_vault(data, history=True)
    server = Server(data).open_at_start()
    yield server
    server.stop()


@pytest.fixture
def looking(make_context: Callable[..., BrowserContext], server: Server) -> Page:
    page = enter(make_context(viewport={"width": 360, "height": 640}).new_page(), server)
    page.goto(f"{server.url}/progress")
    return page


def test_every_picture_draws_its_marks_inside_its_frame(looking: Page) -> None:
    inside = looking.evaluate(DRAWN)
    assert len(inside) > 15
    assert all(inside)


def test_days_of_ones_own_choice_by_keyboard(looking: Page) -> None:
    day = date.today() - timedelta(days=20)
    looking.get_by_text("Days of my own choice, and printing").click()
    looking.get_by_label("From", exact=True).fill(day.isoformat())
    looking.get_by_label("To", exact=True).fill((day + timedelta(days=6)).isoformat())
    looking.keyboard.press("Enter")
    looking.wait_for_url(f"**/progress?from={day}*")
    assert f"From {day.day} {day:%B} {day.year}" in (looking.locator("h1 + .lead").text_content() or "")
    assert "of 7 days" in (looking.locator("#chart-tension > p").text_content() or "")
    looking.get_by_role("link", name="The same days one by one, in words").click()
    looking.wait_for_url(f"**/progress/days?from={day}*")
    assert looking.get_by_role("heading", name="Check-in").count() >= 1


def test_the_numbers_stand_behind_each_picture(looking: Page) -> None:
    chart = looking.locator("#chart-tension")
    table = chart.get_by_role("table")
    assert not table.is_visible()
    chart.get_by_text("The numbers").click()
    assert table.get_by_role("columnheader").all_text_contents() == ["Day", "Rating", "Sessions"]
    assert table.get_by_role("row").count() > 20


def test_no_words_stand_on_each_other_in_very_large_text(looking: Page, server: Server) -> None:
    for weeks in (4, 12, 52):
        looking.goto(f"{server.url}/progress?weeks={weeks}")
        assert looking.evaluate(CROWDED) == 0, weeks


def test_what_is_folded_away_is_opened_for_the_paper(looking: Page) -> None:
    printed, after = looking.evaluate(PRINTED)
    assert printed and all(printed)
    assert not any(after)


def test_on_paper_it_is_small_and_the_stripe_that_is_spoken_of_is_seen(looking: Page) -> None:
    assert len(looking.pdf()) < 2_000_000
    looking.emulate_media(media="print")
    stripe = looking.locator(".chart-stripe").first
    assert stripe.evaluate("(one) => getComputedStyle(one).fill") not in ("rgb(255, 255, 255)", "none")


def test_the_journal_is_shown_only_when_it_is_ticked(looking: Page, server: Server) -> None:
    looking.goto(f"{server.url}/progress/days?from={date.today() - timedelta(days=30)}&to={date.today()}")
    entries = looking.get_by_role("heading", name="Journal at")
    assert entries.count() == 0
    looking.get_by_label("With my journal").check()
    looking.get_by_role("button", name="Show these days").click()
    looking.wait_for_url("**journal=on")
    assert entries.count() >= 1
