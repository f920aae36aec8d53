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
    tones.push({when, hertz: this.frequency.value})
    return start.call(this, when)
  }
  const Real = window.AudioContext
  window.AudioContext = class extends Real { constructor(...given) { super(...given); window.audio = this } }
})()"""
COMPARE = """() => tones.map(({when, hertz}) => {
  // The audio clock stands still within a block and may lose time: the best reading near by counts.
  const near = readings.filter(({audio}) => Math.abs(audio - when) < 1.5)
  const ahead = Math.max(...near.map(({audio, page}) => audio - page / 1000))
  return [(when - ahead) * 1000, hertz]
})"""
READ = """() => {
  window.readings = []
  setInterval(() => window.audio && readings.push({audio: audio.currentTime, page: performance.now()}), 40)
}"""
WATCH = """() => {
  // When the step began on the page's clock: the least delayed of all readings of its position.
  const player = document.querySelector("tremula-player")
  window.begun = Infinity
  new MutationObserver(() => {
    if (player.dataset.step !== "wall-sit/sit") return
    begun = Math.min(begun, performance.now() - Number(player.dataset.position))
  }).observe(player, {attributeFilter: ["data-position"]})
}"""
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
    page.evaluate(READ)
    page.evaluate(WATCH)
    practice.press("ArrowRight")
    segments = [
        one for one in practice.timeline["segments"] if one["id"].split("/")[1] in ("sit", "push-off", "hang")
    ]
    due, at = [], 0
    for segment in segments:
        due += [(at + cue["at"], BELL) for cue in segment["cues"] if cue["kind"] == "chime"]
        due += [(at + cue["at"], TICK) for cue in segment["cues"] if cue["kind"] == "count"]
        at += segment["length"]
    page.wait_for_timeout(at + 1_500)

    begun = page.evaluate("begun")
    heard = [(moment - begun, hertz) for moment, hertz in page.evaluate(COMPARE) if hertz in (BELL, TICK)]
    heard = [(moment, hertz) for moment, hertz in heard if -100 < moment < at]
    assert [hertz for _, hertz in heard] == [hertz for _, hertz in sorted(due)]
    off = [(round(moment), due_at) for (moment, _), (due_at, _) in zip(heard, sorted(due), strict=True)]
    assert [pair for pair in off if abs(pair[0] - pair[1]) > WITHIN] == []
