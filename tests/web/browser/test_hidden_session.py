"""A whole session by ear, with the page hidden and by a clock that jumps: every cue that has words is heard.

The audio graph is written down where the page builds it: which clip, when it begins, whether it is cut off.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from listening import EAR, clip_texts
from playing import ARRIVE, CLOCK
from serving import Server
from unseen import SLEEPY, Chromium, Tab, chromium

from tremula.core.exercise.nominal import nominal_path
from tremula.core.session.timeline import Timeline

AT_ONCE = """(() => {
  // The audio clock goes with the one clock of the page, so that half an hour is heard in seconds.
  const begun = __tremulaClock.now()
  performance.now = () => __tremulaClock.now()
  const seconds = () => (__tremulaClock.now() - begun) / 1000
  Object.defineProperty(BaseAudioContext.prototype, "currentTime", {get: seconds})
})()"""
PLAY = """async (length) => {
  // Once a second, as the timers of a hidden page do; what is decoded meanwhile gets its turn.
  const channel = new MessageChannel()
  const turn = () => new Promise((resolve) => {
    channel.port1.onmessage = resolve
    channel.port2.postMessage(0)
  })
  const player = document.querySelector("tremula-player")
  const begun = __tremulaClock.now()
  let asked = 0
  for (let at = 0; at < length && !["finished", "settling"].includes(player.dataset.state); at += 1000) {
    asked = player.dataset.state === "asking" ? asked + 1 : 0
    if (asked > 6) document.querySelector("[data-act=fine]").click()
    advance(1000)
    for (let turns = 0; turns < 4; turns++) await turn()
    while (window.decoding) await turn()
  }
  // What was set ahead and taken back before it began was never heard.
  const sounded = heard.filter(({when, ends}) => ends > when + 0.04)
  const told = sounded.map((note) => ({...note, when: note.when * 1000 - begun + 1000}))
  return {state: player.dataset.state, seen: document.visibilityState, heard: told}
}"""
LATEST = 60
"""Milliseconds: the page's clock was read by steps, and a block of sound is not divided."""


AFTER_QUESTION = 1_200
"""Words wait this long for the tones of a question (ms)."""


WATCH = """() => {
  const player = document.querySelector("tremula-player")
  Object.assign(window, {ticks: [], begun: {}})
  new MutationObserver(() => {
    const [now, {step, position}] = [performance.now(), player.dataset]
    ticks.push({page: now, audio: audio.currentTime})
    begun[step] = Math.min(begun[step] ?? Infinity, now - Number(position))
  }).observe(player, {attributeFilter: ["data-position"]})
}"""
KEEP = """(() => {
  const real = fetch
  window.fetch = async (...asked) => {
    const answer = await real(...asked)
    if (asked[0] === "/api/sessions") window.timeline = (await answer.clone().json()).timeline
    return answer
  }
  const Real = window.AudioContext
  window.AudioContext = class extends Real { constructor(...given) { super(...given); window.audio = this } }
})()"""
SKIP_TO = """(step) => {
  const player = document.querySelector("tremula-player")
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}))
  for (let turn = 0; turn < 99 && player.dataset.step !== step; turn++) press("ArrowRight")
  return player.dataset.step
}"""
HEARD = """() => heard.filter(({cut}) => !cut).map(({clip, when}) => {
  const near = ticks.filter(({audio}) => Math.abs(audio - when) < 3)
  return [clip, (when - Math.max(...near.map(({page, audio}) => audio - page / 1000))) * 1000]
})"""
HANG = "wall-sit/hang"
"""A step with twenty seconds of silence: longer than a hidden page's timers stay awake."""
NO_SLEEP = 2_000
"""Milliseconds: the most between two readings of the clock."""
ON_TIME = 60


def player_in(browser: Chromium, server: Server, exercises: list[str], *scripts: str) -> Tab:
    """The player on a session, with its clips, before it begins."""
    tab = browser.tab()
    tab.before_scripts(";".join(scripts))
    tab.go(server.launch())
    tab.until("document.querySelector('h1')?.textContent === 'Today'")
    tab.run(f"({ARRIVE})()")
    wish = json.dumps(json.dumps({"exercises": exercises, "dose": "default"}))
    tab.run(f"sessionStorage.setItem('tremula.begin', {wish})")
    tab.go(f"{server.url}/practise")
    tab.until("document.querySelector('tremula-player')?.dataset.state === 'ready'")
    tab.until("document.querySelector('[data-text=voice]').textContent.includes('recorded and kept')")
    return tab


@pytest.fixture
def tab(make_server: Any) -> Iterator[Tab]:
    """A session on a clock that jumps."""
    with chromium() as browser:
        yield player_in(browser, make_server(), [], CLOCK, KEEP, AT_ONCE, EAR)


def test_every_cue_of_the_whole_session_is_heard_with_the_page_hidden(tab: Tab) -> None:
    timeline = msgspec.convert(tab.run("timeline"), Timeline)
    nominal = nominal_path(timeline)
    question = timeline.check_in.question.text if timeline.check_in else ""
    tab.run("document.querySelector('[data-act=start]').click()")
    tab.hide()
    told = tab.run(f"({PLAY})({nominal['length'] + 2000})", wait=240)
    assert (told["state"], told["seen"]) == ("finished", "hidden")

    texts = clip_texts()
    heard = sorted((note["when"], texts.get(note["clip"], "unknown")) for note in told["heard"])
    due = sorted(
        (cue["at"] + (AFTER_QUESTION if cue["text"] == question else 0), cue["text"])
        for cue in nominal["cues"]
        if cue["text"]
    )
    assert [text for _, text in heard] == [text for _, text in due]
    off = [
        (text, at, when) for (at, text), (when, _) in zip(heard, due, strict=True) if abs(at - when) > LATEST
    ]
    assert off == []
    assert [texts.get(note["clip"]) for note in told["heard"] if note["cut"]] == []


def test_sound_keeps_a_hidden_page_awake_although_its_timers_sleep(make_server: Any) -> None:
    with chromium(SLEEPY) as browser:
        tab = player_in(browser, make_server(), ["wall-sit"], KEEP, EAR)
        tab.run("document.querySelector('[data-act=start]').click()")
        tab.until("document.querySelector('tremula-player').dataset.state === 'running'")
        tab.run(f"({WATCH})()")
        assert tab.run(f"({SKIP_TO})('{HANG}')") == HANG
        tab.hide()
        time.sleep(37)
        told, ticks, began = tab.run(f"({HEARD})()"), tab.run("ticks"), tab.run(f"begun['{HANG}']")
        assert tab.run("document.querySelector('tremula-player').dataset.step") == HANG
        cues = next(one["cues"] for one in tab.run("timeline.segments") if one["id"] == HANG)
    pauses = [after["page"] - before["page"] for before, after in itertools.pairwise(ticks)]
    assert max(pauses) < NO_SLEEP
    texts = clip_texts()
    heard = {texts[clip]: moment - began for clip, moment in told if moment is not None}
    due = {cue["text"]: cue["at"] for cue in cues if cue.get("text") and 0 < cue["at"] < 36_000}
    assert max(due.values()) > 30_000
    assert [(text, heard[text]) for text, at in due.items() if abs(heard[text] - at) > ON_TIME] == []
