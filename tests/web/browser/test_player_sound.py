"""Real sound on the real clock: two minutes of the wall sit, every tone and word is written down.

What comes out of the graph is recorded, and searched for every word.
"""

from __future__ import annotations

from typing import Any

from listening import EAR, FIND, clip_texts
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
COMPARE = """() => [...tones, ...heard.filter(({cut}) => !cut)].map(({when, hertz, clip}) => {
  // The audio clock stands still within a block and may lose time: the best reading near by counts.
  const near = readings.filter(({audio}) => Math.abs(audio - when) < 1.5)
  const ahead = Math.max(...near.map(({audio, page}) => audio - page / 1000))
  return [(when - ahead) * 1000, hertz ?? clip]
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
ALIKE = 0.5
"""How much what came out resembles a clip, 0 to 1; tones sound into it and the recorder leaves out some."""


def test_every_tone_and_word_of_two_minutes_comes_within_twenty_milliseconds(
    make_context: Any, server: Server
) -> None:
    context = make_context()
    context.add_init_script(RECORD)
    context.add_init_script(EAR)
    page = prepared(context, clock=False, voice=False, clips=True)
    practice = practise(page, server, ["wall-sit"])
    expect(page.locator("[data-text=voice]")).to_contain_text("recorded and kept")
    practice.begin()
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
        due += [(at + cue["at"], cue["text"]) for cue in segment["cues"] if cue.get("text")]
        at += segment["length"]
    due.sort(key=in_order)
    page.wait_for_timeout(at + 1_500)

    begun, texts = page.evaluate("begun"), clip_texts()
    known = {BELL: BELL, TICK: TICK, **texts}
    heard = [(moment - begun, known[one]) for moment, one in page.evaluate(COMPARE) if one in known]
    heard = sorted(
        (one for one in heard if -100 < one[0] < at - WITHIN),
        key=lambda one: in_order((round(one[0], -2), one[1])),
    )
    assert [what for _, what in heard] == [what for _, what in due]
    off = [(round(moment), due_at) for (moment, _), (due_at, _) in zip(heard, due, strict=True)]
    assert [pair for pair in off if abs(pair[0] - pair[1]) > WITHIN] == []

    found = {texts[one["clip"]]: one for one in page.evaluate(FIND) if one["clip"] in texts}
    words = {what for _, what in due if isinstance(what, str)}
    assert {
        word for word in words if found[word]["alike"] < ALIKE or abs(found[word]["off"]) > WITHIN
    } == set()


def in_order(one: tuple[float, int | str]) -> tuple[float, str]:
    """By moment; of what comes at once, tones first."""
    return one[0], str(one[1])
