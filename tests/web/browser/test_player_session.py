"""The whole default session in a real browser, by a clock that jumps: what is said and shown, and when."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from playing import PLAYER, Practice, practise, prepared
from playwright.sync_api import expect
from serving import Server

from tremula.core.exercise.nominal import nominal_path
from tremula.core.session.timeline import Timeline

WATCH = """(length) => {
  const player = document.querySelector("tremula-player")
  const caption = document.querySelector(".caption")
  const begun = __tremulaClock.now()
  const seen = []
  spoken.length = 0
  for (let at = 0; at < length + 1000 && player.dataset.state !== "finished"; at += 100) {
    seen.push([at, player.dataset.chapter, caption.textContent, player.dataset.state])
    if (player.dataset.state === "asking") {
      document.body.dispatchEvent(new KeyboardEvent("keydown", {key: " ", bubbles: true}))
    }
    advance(100)
  }
  return {seen, spoken: spoken.filter((one) => one.text).map((one) => [one.now - begun, one.text])}
}"""


@pytest.fixture
def whole(make_context: Any, server: Server) -> Practice:
    return practise(prepared(make_context()), server)


def test_the_whole_default_session_comes_on_its_seconds(whole: Practice) -> None:
    timeline = msgspec.convert(whole.timeline, Timeline)
    nominal = nominal_path(timeline)
    whole.begin()
    told = whole.page.evaluate(WATCH, nominal["length"])

    chapters = list(dict.fromkeys(chapter for _, chapter, _, _ in told["seen"]))
    assert chapters == [chapter["id"] for chapter in nominal["chapters"]]
    expect(whole.page.locator(PLAYER)).to_have_attribute("data-state", "finished")

    first = next((cue["at"], cue["text"]) for cue in nominal["cues"] if cue["text"])
    said = [first, *((round(at), text) for at, text in told["spoken"])]
    expected = [(cue["at"], cue["text"]) for cue in nominal["cues"] if cue["text"]]
    assert [text for _, text in said] == [text for _, text in expected]
    late = [
        (text, at, due)
        for (at, text), (due, _) in zip(said, expected, strict=True)
        if not 0 <= at - due <= 200
    ]
    assert late == []


def test_captions_stand_while_their_cue_lasts(whole: Practice) -> None:
    nominal = nominal_path(msgspec.convert(whole.timeline, Timeline))
    whole.begin()
    seen = {at: caption for at, _, caption, _ in whole.page.evaluate(WATCH, nominal["length"])["seen"]}
    cues = [cue for cue in nominal["cues"] if cue["caption"] and cue["kind"] not in ("count", "ask")]
    wrong = [
        (cue["at"], cue["caption"], seen[-(-cue["at"] // 100) * 100 + 200])
        for cue in cues
        if seen[-(-cue["at"] // 100) * 100 + 200] != cue["caption"]
    ]
    assert wrong == []
