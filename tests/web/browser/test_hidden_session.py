"""A whole session by ear, with the page hidden and by a clock that jumps: every cue that has words is heard.

The audio graph is written down where the page builds it: which clip, when it begins, whether it is cut off.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec
import pytest
from playing import CLOCK
from serving import Server
from unseen import Tab, chromium

from tremula.bootstrap import voice_folder
from tremula.core.exercise.nominal import nominal_path
from tremula.core.session.timeline import Timeline

EAR = """(() => {
  // The audio clock goes with the one clock of the page, so that half an hour is heard in seconds.
  const begun = __tremulaClock.now()
  performance.now = () => __tremulaClock.now()
  const seconds = () => (__tremulaClock.now() - begun) / 1000
  Object.defineProperty(BaseAudioContext.prototype, "currentTime", {get: seconds})
  window.heard = []
  const names = new WeakMap()
  const nameOf = async (bytes) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16)
  window.decoding = 0
  const decode = BaseAudioContext.prototype.decodeAudioData
  BaseAudioContext.prototype.decodeAudioData = async function (bytes) {
    decoding += 1
    const name = await nameOf(bytes.slice(0))
    const buffer = await decode.call(this, bytes)
    names.set(buffer, name)
    decoding -= 1
    return buffer
  }
  const real = fetch
  window.fetch = async (...asked) => {
    const answer = await real(...asked)
    if (asked[0] === "/api/sessions") window.timeline = (await answer.clone().json()).timeline
    return answer
  }
  const start = AudioBufferSourceNode.prototype.start
  AudioBufferSourceNode.prototype.start = function (when) {
    this.note = {clip: names.get(this.buffer), when, ends: when + this.buffer.duration, cut: false}
    heard.push(this.note)
    return start.call(this, when)
  }
  const stop = AudioScheduledSourceNode.prototype.stop
  AudioScheduledSourceNode.prototype.stop = function (when = seconds()) {
    if (this.note && when < this.note.ends) Object.assign(this.note, {ends: when, cut: true})
    return stop.call(this, when)
  }
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


@pytest.fixture(scope="module")
def tab(server: Server) -> Iterator[Tab]:
    """The player on the default session, with its clips, before it begins."""
    with chromium() as browser:
        tab = browser.tab()
        tab.before_scripts(CLOCK + ";" + EAR)
        tab.go(server.launch())
        tab.until("document.querySelector('h1')?.textContent === 'Today'")
        tab.run("sessionStorage.setItem('tremula.begin', JSON.stringify({exercises: [], dose: 'default'}))")
        tab.go(f"{server.url}/practise")
        tab.until("document.querySelector('tremula-player')?.dataset.state === 'ready'")
        tab.until("document.querySelector('[data-text=voice]').textContent.includes('recorded and kept')", 40)
        yield tab


def clips() -> dict[str, str]:
    """The text of every recorded clip, by the hash of its file."""
    manifests = [json.loads(path.read_text()) for path in voice_folder(None).glob("en/*/manifest.json")]
    return {clip["sha256"]["opus"]: clip["text"] for one in manifests for clip in one["clips"].values()}


def test_every_cue_of_the_whole_session_is_heard_with_the_page_hidden(tab: Tab) -> None:
    timeline = msgspec.convert(tab.run("timeline"), Timeline)
    nominal = nominal_path(timeline)
    question = timeline.check_in.question.text if timeline.check_in else ""
    tab.run("document.querySelector('[data-act=start]').click()")
    tab.hide()
    told = tab.run(f"({PLAY})({nominal['length'] + 2000})", wait=240)
    assert (told["state"], told["seen"]) == ("finished", "hidden")

    texts = clips()
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
