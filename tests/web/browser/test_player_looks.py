"""How the player stands on the screen: nothing for axe, Stop always in reach, reduced motion respected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playing import PLAYER, Practice, practise, prepared
from playwright.sync_api import expect
from serving import Server
from watching import axe

HALVES_GO = 13_000
"""After this they are gone (ms)."""
PHONE, SMALL, DESK, SIDEWAYS = (390, 844), (360, 640), (1280, 800), (740, 360)


def through_all_states(practice: Practice) -> Iterator[str]:
    """One session of the butterfly, from one state that can be looked at to the next."""
    yield "ready"
    practice.begin().advance(2000)
    yield "playing"
    practice.press(" ")
    yield "paused"
    practice.press(" ").go_to_question()
    yield "asking"
    practice.press(" ").page.mouse.click(150, 120)
    yield "halves"
    practice.advance(HALVES_GO)
    practice.page.get_by_role("link", name="If the shaking does not stop").click()
    yield "help"
    practice.page.get_by_role("button", name="Close", exact=True).click()
    practice.press("Escape")
    yield "settling"
    practice.button("I am settled").click()
    yield "stopped"


def test_axe_finds_nothing(make_context: Any, server: Server) -> None:
    practice = practise(prepared(make_context(reduced_motion="reduce")), server, ["butterfly"])
    page, found = practice.page, {}
    for state in through_all_states(practice):
        for size in (PHONE, DESK):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            found[state, size] = axe(page)
            page.emulate_media(color_scheme="dark")
            found[state, size, "dark"] = axe(page)
            page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert {state: faults for state, faults in found.items() if faults} == {}


@pytest.mark.parametrize("text", [1, 2], ids=["usual-text", "double-text"])
@pytest.mark.parametrize("size", [SMALL, PHONE, DESK, SIDEWAYS], ids=["small", "phone", "desk", "sideways"])
def test_stop_and_pause_stay_on_the_screen(
    make_context: Any, server: Server, size: tuple[int, int], text: int
) -> None:
    page = prepared(make_context(viewport={"width": size[0], "height": size[1]}))
    practice = practise(page, server, ["butterfly"])
    page.evaluate(f"document.documentElement.style.fontSize = '{112.5 * text}%'")
    for state in ("ready", "playing", "asking", "paused"):
        if state == "playing":
            practice.begin().advance(1000)
        if state == "asking":
            practice.go_to_question()
        if state == "paused":
            practice.press(" ", " ")
        for name in ["Stop"] if state == "ready" else ["Stop", "Go on" if state == "paused" else "Pause"]:
            box = practice.button(name).bounding_box()
            assert box["height"] >= 56, (state, name)
            assert box["x"] >= 0 and box["y"] >= 0, (state, name)
            assert box["x"] + box["width"] <= size[0] and box["y"] + box["height"] <= size[1], (state, name)
        if size in (SMALL, PHONE):
            assert practice.button("Stop").bounding_box()["width"] > size[0] * 0.9 - 4 * text * 9
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_control_is_large_and_no_text_is_small(make_context: Any, server: Server) -> None:
    practice = practise(prepared(make_context()), server, ["wall-sit"]).begin().advance(2000)
    small = practice.page.evaluate(
        """() => [...document.querySelectorAll("button, a")].filter((one) => one.checkVisibility())
        .map((one) => [one.textContent.trim() || one.ariaLabel, one.getBoundingClientRect().height])
        .filter(([name, height]) => height < (name.startsWith("If the") ? 44 : 56))"""
    )
    assert small == []
    sizes = practice.page.evaluate(
        """() => [...document.querySelectorAll("tremula-player *")].filter((one) => one.checkVisibility()
          && [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
        .map((one) => [one.textContent.trim().slice(0, 30), parseFloat(getComputedStyle(one).fontSize)])
        .filter(([, size]) => size < 18)"""
    )
    assert sizes == []


def test_with_reduced_motion_the_pacer_keeps_its_size(make_context: Any, server: Server) -> None:
    page = prepared(make_context(reduced_motion="reduce"))
    practice = practise(page, server, ["ankles"]).begin()
    practice.go_to(lambda segment: segment["id"] == "arrive/how").advance(22_000)
    expect(page.get_by_text("Breathe in", exact=True)).to_be_visible()
    sizes, strengths = set(), set()
    for _ in range(6):
        practice.advance(700)
        page.wait_for_timeout(80)
        box = page.locator("tremula-breath i").bounding_box()
        sizes.add(round(box["width"]))
        strengths.add(page.locator("tremula-breath i").evaluate("(one) => getComputedStyle(one).opacity"))
    assert len(sizes) == 1
    assert len(strengths) > 3


def test_the_pacer_breathes_with_the_cue(make_context: Any, server: Server) -> None:
    page = prepared(make_context())
    practice = practise(page, server, ["ankles"]).begin()
    practice.go_to(lambda segment: segment["id"] == "arrive/how").advance(22_500)
    widths = []
    for _ in range(4):
        page.wait_for_timeout(120)
        widths.append(page.locator("tremula-breath i").bounding_box()["width"])
        practice.advance(800)
    assert widths == sorted(widths) and widths[-1] > widths[0] * 1.3


def test_a_screen_reader_hears_captions_calmly_and_questions_at_once(
    make_context: Any, server: Server
) -> None:
    practice = practise(prepared(make_context()), server, ["butterfly"]).begin()
    caption = practice.page.locator(".caption")
    expect(caption).to_have_attribute("aria-live", "polite")
    expect(caption).to_have_text("Here we begin")
    alert = practice.page.get_by_role("alert")
    expect(alert).to_have_text("")
    practice.go_to_question()
    question = practice.timeline["check_in"]["question"]["caption"]
    expect(alert).to_contain_text(question)
    expect(practice.page.locator(PLAYER)).to_have_attribute("data-state", "asking")
