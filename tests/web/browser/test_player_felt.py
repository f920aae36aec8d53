"""Three states to leave early: taught in the player, and each one tap away from a stop that remembers why."""

from collections.abc import Callable

import pytest
from playing import practise, prepared
from playwright.sync_api import BrowserContext, Page, expect
from serving import Server
from watching import axe


@pytest.fixture
def page(make_context: Callable[..., BrowserContext]) -> Page:
    """With a clock in our hands."""
    return prepared(make_context())


ANSWERS = {"Stiff or numb": "freezing", "Too much": "flooding", "Far away": "dissociating"}


def felt(page: Page) -> list[str]:
    """What the record of this page's session says of it, in order."""
    session = page.evaluate(
        """async () => {
          const path = document.querySelector('[data-piece="record"]').getAttribute("href")
          const half = localStorage.getItem("tremula.second-half")
          for (let turn = 0; turn < 50; turn++) {
            const where = path.replace("/history/", "/api/sessions/")
            const answer = await fetch(where, {headers: {"X-Session": half}})
            const {events} = await answer.json()
            if (events.some((event) => event.kind === "stop")) return events
            await new Promise((go) => setTimeout(go, 100))
          }
          return []
        }"""
    )
    return [event["body"].get("felt") for event in session if event["kind"] == "stop"]


@pytest.mark.parametrize(("words", "state"), ANSWERS.items())
def test_an_answer_from_the_panel_stops_and_is_remembered(
    page: Page, server: Server, words: str, state: str
) -> None:
    practice = practise(page, server, ["ankles"]).begin().advance(2_000)
    practice.button("Not right?").click()
    expect(page.get_by_role("heading", name="Does something not feel right?")).to_be_focused()
    assert axe(page) == []
    page.locator("#felt").get_by_role("button", name=words).click()
    expect(page.locator("tremula-player")).to_have_attribute("data-state", "settling")
    expect(page.locator("#felt")).to_be_hidden()
    assert felt(page) == [state]


def test_an_answer_to_the_question_in_the_tremor_stops_too(page: Page, server: Server) -> None:
    practice = practise(page, server).begin().go_to_question()
    page.locator("tremula-halves").get_by_role("button", name="Far away").click()
    assert practice.state == "settling"
    assert felt(page) == ["dissociating"]


def test_a_plain_stop_remembers_no_state(page: Page, server: Server) -> None:
    practise(page, server, ["ankles"]).begin().advance(2_000).press("Escape")
    assert felt(page) == [None]


def test_the_three_answers_are_large_and_leave_fine_and_stop_their_room(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    practise(page, server).begin().go_to_question()
    halves = page.locator("tremula-halves")
    for words in ANSWERS:
        box = halves.get_by_role("button", name=words).bounding_box()
        assert box and box["height"] >= 56 and box["width"] >= 90
    fine = halves.get_by_role("button", name="Fine").bounding_box()
    assert fine and fine["height"] > 250
    assert page.get_by_role("button", name="Stop", exact=True).bounding_box()
    assert axe(page) == []
