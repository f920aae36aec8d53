"""Stop, silence and the questions of the tremor: what must work whatever else does not."""

from __future__ import annotations

from typing import Any

import pytest
from playing import PLAYER, Practice, practise, prepared
from playwright.sync_api import Page, expect
from serving import Server

CHAPTERS = [
    "arrive",
    "stop-practice",
    "ankles",
    "calves",
    "thighs",
    "fold",
    "opening",
    "wall-sit",
    "butterfly",
    "settle",
    "rest",
]


@pytest.fixture
def shown(make_context: Any) -> Page:
    return prepared(make_context())


@pytest.fixture
def shaking(shown: Page, server: Server) -> Practice:
    """In the tremor, before any question."""
    practice = practise(shown, server, ["butterfly"]).begin()
    return practice.go_to(lambda segment: bool(segment.get("tremor")))


def test_stop_leads_from_every_chapter_to_the_stop_of_its_posture(shown: Page, server: Server) -> None:
    practice = practise(shown, server).begin()
    for name in CHAPTERS:
        practice.go_to(lambda segment, name=name: segment["chapter"] == name)
        practice.advance(500)
        posture = practice.segment["posture"]
        practice.page.evaluate("spoken.length = 0")
        practice.button("Stop").click()
        practice.advance(1000)
        first = practice.timeline["branches"][f"settle/{posture}"][0]
        assert (practice.state, practice.now["step"]) == ("settling", first["id"])
        assert practice.spoken == [first["cues"][0]["text"]]
        practice = practise(shown, server).begin()


@pytest.mark.parametrize("state", ["ready", "running", "asking", "halves", "paused", "finished"])
def test_escape_stops_at_once_from_every_state(shown: Page, server: Server, state: str) -> None:
    practice = practise(shown, server, ["butterfly"])
    if state != "ready":
        practice.begin()
    if state == "halves":
        practice.go_to(lambda segment: bool(segment.get("tremor")))
        practice.page.mouse.click(195, 200)
    if state == "asking":
        practice.go_to_question()
    if state == "paused":
        practice.press(" ")
    if state == "finished":
        practice.go_to(lambda segment: segment["id"] == "rest/come-back").press("ArrowRight")
    practice.press("Escape")
    assert practice.state == "settling"


def test_stop_pressed_twice_in_a_fright_goes_on_settling(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"]).begin().advance(1000)
    place = practice.button("Stop").bounding_box()
    assert place
    shown.mouse.dblclick(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    practice.press("Enter").press(" ").press("Escape")
    assert practice.state == "settling"
    expect(practice.button("Stop")).to_be_in_viewport()
    assert practice.button("Stop").bounding_box() == place


def test_escape_stops_although_a_panel_is_open(shaking: Practice) -> None:
    shaking.page.get_by_role("link", name="If the shaking does not stop").click()
    expect(shaking.page.get_by_role("heading", name="If the shaking does not stop")).to_be_visible()
    shaking.press("Escape")
    assert shaking.state == "settling"


def test_silence_settles_within_thirty_seconds_of_the_first_question(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["butterfly"]).begin().go_to_question()
    practice.advance(14_000)
    assert practice.state == "asking"
    practice.page.evaluate("spoken.length = 0")
    practice.advance(2_000)
    again = practice.timeline["check_in"]["again"]["text"]
    loud = [line for line in practice.page.evaluate("spoken") if line.get("text") == again]
    assert [line["volume"] for line in loud] == [1]
    practice.advance(14_000)
    assert practice.state == "settling"
    assert practice.now["step"] == "settle/lying/legs-flat"
    expect(practice.page.get_by_text("There was no answer")).to_be_visible()


@pytest.mark.parametrize("place", [(20, 20), (195, 300), (370, 500)])
def test_a_tap_anywhere_answers_a_question(shown: Page, server: Server, place: tuple[int, int]) -> None:
    practice = practise(shown, server, ["butterfly"]).begin().go_to_question()
    practice.page.mouse.click(*place)
    assert practice.state == "running"
    practice.advance(29_000)
    assert practice.state == "running"


def test_a_tap_without_a_question_offers_two_halves(shaking: Practice) -> None:
    fine, stop = shaking.button("Fine"), shaking.button("Stop")
    expect(fine).to_be_hidden()
    shaking.page.mouse.click(195, 250)
    upper, lower = fine.bounding_box(), stop.bounding_box()
    assert upper["height"] > 250 and lower["height"] > 250
    assert upper["width"] > 300 and lower["width"] > 300
    fine.click()
    expect(fine).to_be_hidden()
    assert shaking.state == "running"
    shaking.page.mouse.click(195, 250)
    shaking.page.mouse.click(195, 700)
    assert shaking.state == "settling"


def test_the_halves_go_away_by_themselves(shaking: Practice) -> None:
    shaking.page.mouse.click(195, 250)
    shaking.advance(13_000)
    expect(shaking.button("Fine")).to_be_hidden()


def test_a_tap_outside_the_tremor_changes_nothing(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"]).begin()
    practice.page.mouse.click(195, 250)
    expect(practice.button("Fine")).to_be_hidden()
    assert practice.state == "running"


def test_help_is_one_action_away_and_needs_no_server(shaking: Practice) -> None:
    shaking.page.context.set_offline(True)
    shaking.page.get_by_role("link", name="If the shaking does not stop").click()
    expect(shaking.page.get_by_text("Legs long and flat. Stretch your toes.")).to_be_visible()
    expect(shaking.button("Stop")).to_be_visible()
    shaking.page.context.set_offline(False)


def test_after_stop_it_says_how_to_go_on(shaking: Practice) -> None:
    shaking.button("Stop").click()
    expect(shaking.page.locator(PLAYER)).to_have_attribute("data-state", "settling")
    shaking.button("I am settled").click()
    expect(shaking.page.get_by_role("heading", name="You have stopped and settled")).to_be_focused()
    expect(
        shaking.page.get_by_text("There is no hurry with the next session. Another day is soon enough.")
    ).to_be_visible()
    expect(shaking.page.get_by_role("link", name="Grounding")).to_be_visible()
    link = shaking.page.get_by_role("link", name="This session")
    assert "/history/" in str(link.get_attribute("href"))


def test_leaving_full_screen_by_escape_stops_too(shaking: Practice) -> None:
    """Browsers keep that Escape for themselves: the page only sees that full screen ended."""
    shaking.button("Sound and screen").click()
    shaking.button("Full screen").click()
    shaking.page.wait_for_timeout(300)
    assert shaking.state == "running"
    shaking.page.evaluate("document.exitFullscreen()")
    expect(shaking.page.locator(PLAYER)).to_have_attribute("data-state", "settling")
