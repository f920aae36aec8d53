"""Keys, media keys, a second tab, and a device that interrupts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playing import PLAYER, Practice, come_in, practise, prepared
from playwright.sync_api import Page, expect
from serving import Server

MEDIA = """(() => {
  window.mediaKeys = {}
  navigator.mediaSession.setActionHandler = (key, callback) => { mediaKeys[key] = callback }
})()"""
BATTERY = """(() => {
  window.battery = Object.assign(new EventTarget(), {level: 0.5, charging: false})
  navigator.getBattery = async () => battery
})()"""
AUDIO = """(() => {
  const Real = window.AudioContext
  window.AudioContext = class extends Real { constructor(...given) { super(...given); window.audio = this } }
})()"""


@pytest.fixture
def shown(make_context: Any) -> Page:
    context = make_context()
    for script in (MEDIA, BATTERY, AUDIO):
        context.add_init_script(script)
    return prepared(context)


def focus_by_tab(page: Page, name: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"“{name}” is not reached by Tab")


def test_a_whole_session_by_keyboard_alone(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["butterfly"])
    focus_by_tab(shown, "Begin")
    practice.press("Enter").advance(2000)
    assert practice.state == "running"
    practice.press(" ")
    assert practice.state == "paused"
    practice.press(" ").advance(200)
    assert practice.state == "running"
    step = practice.now["step"]
    practice.press("ArrowRight")
    assert practice.now["step"] != step
    practice.press("ArrowLeft")
    assert practice.now["step"] == step
    practice.go_to_question().press(" ")
    assert practice.state == "running"
    practice.go_to(lambda segment: segment["id"] == "rest/come-back").press("ArrowRight")
    expect(shown.locator(PLAYER)).to_have_attribute("data-state", "finished")
    focus_by_tab(shown, "This session")
    practice.press("Enter")
    expect(shown).to_have_url(re.compile("/history/"))


def test_space_on_a_button_reached_by_tab_works_that_button(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"]).begin().advance(1000)
    step = practice.now["step"]
    for _ in range(40):
        practice.press("Tab")
        if shown.evaluate("document.activeElement.dataset.act") == "skip":
            break
    practice.press(" ")
    assert practice.now["step"] != step and practice.state == "running"


@pytest.mark.parametrize("key", ["stop", "nexttrack", "previoustrack", "seekforward", "seekbackward"])
def test_media_keys_stop(shown: Page, server: Server, key: str) -> None:
    practice = practise(shown, server, ["ankles"]).begin()
    shown.evaluate(f"mediaKeys.{key}()")
    assert practice.state == "settling"


def test_the_pause_key_pauses_and_play_goes_on(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"]).begin()
    shown.evaluate("mediaKeys.pause()")
    assert practice.state == "paused"
    shown.evaluate("mediaKeys.play()")
    assert practice.state == "running"


def test_in_the_tremor_every_media_key_stops(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["butterfly"]).begin()
    practice.go_to(lambda segment: bool(segment.get("tremor")))
    shown.evaluate("mediaKeys.pause()")
    assert practice.state == "settling"


def test_a_low_battery_pauses_kindly(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"]).begin()
    shown.evaluate("battery.level = 0.08; battery.dispatchEvent(new Event('levelchange'))")
    assert practice.state == "paused"
    expect(shown.get_by_text("The battery is nearly empty")).to_be_visible()
    practice.button("Go on").click()
    expect(shown.get_by_text("The battery is nearly empty")).to_be_hidden()
    assert practice.state == "running"


def test_sound_taken_away_pauses_kindly(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"]).begin()
    shown.wait_for_timeout(300)
    shown.evaluate("audio.suspend()")
    expect(shown.locator(PLAYER)).to_have_attribute("data-state", "paused")
    expect(shown.get_by_text("The sound was taken away")).to_be_visible()
    practice.button("Go on").click()
    assert practice.state == "running"
    shown.wait_for_timeout(300)
    assert shown.evaluate("audio.state") == "running"


def test_a_page_that_slept_waits_and_offers_the_step_again(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"]).begin().advance(5000)
    shown.evaluate("sleep(120000); advance(100)")
    assert practice.state == "paused"
    expect(shown.get_by_text("asleep for a while")).to_be_visible()
    practice.button("Go on").click()
    expect(shown.get_by_text("Get ready", exact=True)).to_be_visible()


def test_only_a_voice_of_the_device_speaks(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"])
    practice.button("Play a test").click()
    practice.begin().advance(30_000)
    lines = [line for line in shown.evaluate("spoken") if "text" in line]
    assert len(lines) > 3
    assert {line["voice"] for line in lines} == {"Local"}


def test_without_a_voice_it_says_so(make_context: Any, server: Server) -> None:
    page = prepared(make_context(), voice=False)
    page.add_init_script("speechSynthesis.getVoices = () => [{name: 'Far', lang: 'en', localService: false}]")
    practise(page, server, ["ankles"])
    expect(
        page.get_by_text(
            "recordings of Heart cannot be loaded now. This device has no voice of its own here."
        )
    ).to_be_visible()


def test_a_voice_that_hangs_holds_nothing_up(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"])
    shown.evaluate("window.voiceHangs = true")
    practice.begin().advance(60_000)
    assert practice.now["chapter"] == "arrive"
    assert practice.now["step"] == "arrive/how"
    said = len(practice.spoken)
    practice.advance(60_000)
    assert len(practice.spoken) == said < 6


def test_stop_silences_the_voice_at_once(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"]).begin().advance(1000)
    shown.evaluate("spoken.length = 0")
    practice.press("Escape")
    assert shown.evaluate("spoken[0]").get("cancelled")


def test_chimes_only_says_nothing(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"])
    shown.get_by_role("radio", name="Chimes only").check()
    practice.begin().advance(60_000)
    assert practice.spoken == []
    shown.get_by_role("button", name="Sound and screen").click()
    shown.get_by_role("radio", name="Full").check()


def test_short_says_less_and_nothing_twice_in_a_step(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"])
    shown.get_by_role("radio", name="Short").check()
    practice.begin().go_to(lambda segment: segment["id"] == "ankles/sway")
    shown.evaluate("spoken.length = 0")
    practice.advance(44_000)
    assert practice.spoken.count("To the left.") <= 1
    shown.get_by_role("button", name="Sound and screen").click()
    shown.get_by_role("radio", name="Full").check()


def test_a_second_tab_says_so_and_can_take_over(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"]).begin().advance(40_000)
    shown.wait_for_timeout(300)
    practice.advance(1100)
    shown.wait_for_timeout(300)
    step, address = practice.now["step"], shown.url
    second = shown.context.new_page()
    second.goto(address)
    expect(second.get_by_text("This session is open in another tab")).to_be_visible()
    assert practice.advance(1000).state == "running"
    second.get_by_role("button", name="Go on in this tab").click()
    expect(second.locator(PLAYER)).to_have_attribute("data-step", step)
    expect(shown.get_by_text("This session is open in another tab")).to_be_visible()
    spoken = len(practice.spoken)
    practice.advance(20_000)
    assert len(practice.spoken) == spoken


def test_escape_in_a_second_tab_stops_the_session_in_the_first(shown: Page, server: Server) -> None:
    practise(shown, server, ["ankles"]).begin().advance(40_000)
    second = shown.context.new_page()
    second.goto(shown.url)
    expect(second.get_by_role("button", name="Stop")).to_be_visible()
    second.keyboard.press("Escape")
    expect(shown.locator(PLAYER)).to_have_attribute("data-state", "settling")
    expect(second.get_by_text("Stopped. The session settles in the other tab")).to_be_visible()


def test_a_tab_that_cannot_answer_is_not_said_to_have_stopped(shown: Page, server: Server) -> None:
    practise(shown, server, ["ankles"]).begin().advance(40_000)
    shown.add_init_script("Object.defineProperty(BroadcastChannel.prototype, 'onmessage', {set() {}})")
    shown.reload()
    expect(shown.locator(PLAYER)).to_have_attribute("data-state", "paused")
    second = shown.context.new_page()
    second.goto(shown.url)
    second.get_by_role("button", name="Stop").click()
    expect(second.get_by_text("does not answer. Bring the session here")).to_be_visible()
    second.get_by_role("button", name="Go on in this tab").click()
    expect(second.locator(PLAYER)).to_have_attribute("data-state", "paused")
    second.get_by_role("button", name="Stop").click()
    expect(second.locator(PLAYER)).to_have_attribute("data-state", "settling")


def test_a_reload_goes_on_at_the_same_step(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["ankles"]).begin().advance(40_000)
    shown.wait_for_timeout(300)  # where it stands is on the disk once a second
    practice.advance(1100)
    shown.wait_for_timeout(300)
    step = practice.now["step"]
    shown.reload()
    expect(shown.locator(PLAYER)).to_have_attribute("data-step", step)
    expect(shown.locator(PLAYER)).to_have_attribute("data-state", "paused")
    practice.button("Go on").click()
    practice.advance(8000)
    assert (practice.state, practice.now["step"]) == ("running", step)


def test_longer_repeat_and_too_much_where_the_step_allows(shown: Page, server: Server) -> None:
    practice = practise(shown, server, ["wall-sit"]).begin()
    expect(practice.button("Longer")).to_be_hidden()
    practice.go_to(lambda segment: segment["id"] == "wall-sit/sit").advance(20_000)
    expect(practice.button("Longer")).to_be_hidden()  # a first session's sit is as long as its plan allows
    practice.button("Too much").click()
    assert practice.now["step"].startswith("wall-sit/higher")
    practice.button("Repeat").click()
    assert int(practice.now["position"]) == 0
    practice.go_to(lambda segment: segment["id"] == "rest/longer").advance(70_000)
    practice.button("Longer").click()
    assert int(practice.now["position"]) < 30_000


def test_chapters_are_listed_with_their_times(shown: Page, server: Server) -> None:
    practice: Practice = practise(shown, server, ["ankles"]).begin()
    practice.go_to(lambda segment: segment["chapter"] == "ankles")
    practice.button("Chapters and times").click()
    rows = shown.locator("tremula-chapters li")
    assert [row.split("\n")[0] for row in rows.all_inner_texts()] == [
        "Arrive",
        "Ankle stretch",
        "Settling",
        "Rest",
    ]
    current = shown.locator("tremula-chapters li[aria-current=step]")
    expect(current).to_contain_text("Ankle stretch")
    expect(current.locator("time")).to_have_text("1:47")


def test_without_a_login_it_says_how_to_come_in(make_context: Any, server: Server) -> None:
    page = prepared(make_context())
    come_in(page, server)
    page.evaluate("localStorage.removeItem('tremula.second-half')")
    page.goto(f"{server.url}/practise")
    expect(page.get_by_text("Please open tremula again")).to_be_visible()


def test_when_everything_is_kept_it_says_ready_offline(shown: Page, server: Server) -> None:
    practise(shown, server, ["ankles"])
    expect(shown.get_by_text("Ready offline")).to_be_visible()
