"""Real sound on the real clock: two minutes of the wall sit, every tone of the audio graph written down."""

from __future__ import annotations

from typing import Any

from playing import PLAYER, practise, prepared
from playwright.sync_api import expect
from serving import Server

RECORD = """(() => {
  window.tones = []
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (when) {
    tones.push({when, hertz: this.frequency.value, audio: this.context.currentTime, page: performance.now()})
    return start.call(this, when)
  }
  const Real = window.AudioContext
  window.AudioContext = class extends Real { constructor(...given) { super(...given); window.audio = this } }
})()"""
COMPARE = """() => {
  // The audio clock against the page's clock, at the best of many readings: it stands still within a block.
  let offset = -Infinity
  for (const {audio, page} of tones) offset = Math.max(offset, audio - page / 1000)
  return tones.map(({when, hertz}) => [(when - offset) * 1000, hertz])
}"""
ENTERED = """() => new Promise((resolve) => {
  const player = document.querySelector("tremula-player")
  const look = () => {
    if (player.dataset.step === "wall-sit/sit") resolve(performance.now() - Number(player.dataset.position))
    else requestAnimationFrame(look)
  }
  look()
})"""
BELL, TICK = 528, 660
WITHIN = 20


def test_every_tone_of_two_minutes_comes_within_twenty_milliseconds(
    make_context: Any, server: Server
) -> None:
    context = make_context()
    context.add_init_script(RECORD)
    practice = practise(prepared(context, clock=False, voice=False), server, ["wall-sit"])
    practice.begin()
    page = practice.page
    expect(page.locator(PLAYER)).to_have_attribute("data-state", "running")
    while practice.now["step"] != "wall-sit/lean":
        practice.press("ArrowRight")
    practice.press("ArrowRight")
    begun = page.evaluate(ENTERED)
    segments = [
        one for one in practice.timeline["segments"] if one["id"].split("/")[1] in ("sit", "push-off", "hang")
    ]
    due, at = [], 0
    for segment in segments:
        due += [(at + cue["at"], BELL) for cue in segment["cues"] if cue["kind"] == "chime"]
        due += [(at + cue["at"], TICK) for cue in segment["cues"] if cue["kind"] == "count"]
        at += segment["length"]
    page.wait_for_timeout(at - 500)

    heard = [(moment - begun, hertz) for moment, hertz in page.evaluate(COMPARE) if hertz in (BELL, TICK)]
    heard = [(moment, hertz) for moment, hertz in heard if -100 < moment < at]
    assert [hertz for _, hertz in heard] == [hertz for _, hertz in sorted(due)]
    off = [(round(moment), due_at) for (moment, _), (due_at, _) in zip(heard, sorted(due), strict=True)]
    assert [pair for pair in off if abs(pair[0] - pair[1]) > WITHIN] == []
