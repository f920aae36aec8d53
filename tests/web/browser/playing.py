"""What the player's tests share: a clock that jumps, a voice that notes what it is asked to say, a way in."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect
from serving import Server, let_in

CLOCK = """(() => {
  let now = 1000, slept = 0, id = 0
  const timers = new Map()
  const add = (callback, ms, again) => {
    const mine = ++id
    timers.set(mine, {callback, at: now + ms, again: again ? ms : 0})
    return () => timers.delete(mine)
  }
  const due = (until) => [...timers].filter(([, one]) => one.at <= until)
  const next = (until) => due(until).sort((a, b) => a[1].at - b[1].at)[0]
  window.__tremulaClock = {
    now: () => now,
    wall: () => 1767950000000 + now + slept,
    every: (callback, ms) => add(callback, ms, true),
    after: (callback, ms) => add(callback, ms, false),
  }
  window.advance = (ms) => {
    const until = now + ms
    for (let first = next(until); first; first = next(until)) {
      const [mine, one] = first
      now = Math.max(now, one.at)
      if (one.again) one.at += one.again
      else timers.delete(mine)
      one.callback()
    }
    now = until
  }
  window.sleep = (ms) => { slept += ms }
})()"""

NO_CLIPS = """(() => {
  const real = window.fetch
  window.fetch = (asked, ...more) =>
    String(asked).startsWith("/voice/")
      ? Promise.resolve(new Response("", {status: 404}))
      : real(asked, ...more)
})()"""

VOICE = """(() => {
  window.spoken = []
  const voices = [
    {name: "Remote", lang: "en-GB", localService: false, default: true},
    {name: "Local", lang: "en-GB", localService: true, default: false},
  ]
  const synth = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    cancel: () => spoken.push({cancelled: true, now: __tremulaClock?.now()}),
    speak: (line) => {
      spoken.push({text: line.text, voice: line.voice.name, volume: line.volume, now: __tremulaClock?.now()})
      if (!window.voiceHangs) line.onend?.()
    },
  })
  Object.defineProperty(window, "speechSynthesis", {value: synth})
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
})()"""

GO_TO = """(steps) => {
  const player = document.querySelector("tremula-player")
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}))
  for (let turn = 0; turn < 4000; turn++) {
    if (steps.includes(player.dataset.step)) return true
    if (player.dataset.state === "asking") press(" ")
    else if (document.querySelector("[data-act=skip]").disabled) advance(250)
    else press("ArrowRight")
  }
  return false
}"""
PLAYER = "tremula-player"


class Practice:
    """A person before the player, and the hands of the clock."""

    def __init__(self, page: Page, timeline: dict[str, Any]) -> None:
        self.page = page
        self.timeline = timeline

    @property
    def now(self) -> dict[str, str]:
        return dict(self.page.evaluate(f"({{...document.querySelector('{PLAYER}').dataset}})"))

    @property
    def state(self) -> str:
        return self.now["state"]

    @property
    def segment(self) -> dict[str, Any]:
        step = self.now["step"]
        every = [self.timeline["segments"], *self.timeline["branches"].values()]
        return next(segment for path in every for segment in path if segment["id"] == step)

    @property
    def spoken(self) -> list[str]:
        return [line["text"] for line in self.page.evaluate("spoken") if "text" in line]

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    def advance(self, ms: int) -> Practice:
        """Let time pass, in steps short enough to be no gap."""
        self.page.evaluate(
            "(ms) => { for (let gone = 0; gone < ms; gone += 250) advance(Math.min(250, ms - gone)) }", ms
        )
        return self

    def press(self, *keys: str) -> Practice:
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def begin(self) -> Practice:
        self.button("Begin").click()
        expect(self.page.locator(PLAYER)).to_have_attribute("data-state", "running")
        return self

    def go_to(self, reached: Callable[[dict[str, Any]], bool]) -> Practice:
        """Skip what may be skipped and wait through the rest, until a segment fits."""
        steps = [segment["id"] for segment in self.timeline["segments"] if reached(segment)]
        assert self.page.evaluate(GO_TO, steps), f"not reached; the session is at {self.now}"
        return self

    def go_to_question(self) -> Practice:
        self.go_to(lambda segment: bool(segment.get("tremor")))
        for _ in range(200):
            if self.state == "asking":
                return self
            self.advance(500)
        raise AssertionError("nothing was asked")


def prepared(context: BrowserContext, *, clock: bool = True, voice: bool = True, clips: bool = False) -> Page:
    """A page whose clock stands still until it is told, with a voice of the device and no recorded one."""
    if clock:
        context.add_init_script(CLOCK)
    if voice:
        context.add_init_script(VOICE)
    if not clips:
        context.add_init_script(NO_CLIPS)
    return context.new_page()


def come_in(page: Page, server: Server) -> None:
    """By a launch link, to Today."""
    page.goto(server.launch())
    expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible()


FORGET = """async () => {
  const half = localStorage.getItem("tremula.second-half")
  const headers = {"X-Session": half, "Content-Type": "application/json"}
  const {sessions} = await (await fetch("/api/sessions", {headers})).json()
  for (const {id} of sessions) await fetch(`/api/sessions/${id}`, {method: "DELETE", headers, body: "{}"})
}"""


ARRIVE = """async () => {
  const half = localStorage.getItem("tremula.second-half")
  const headers = {"X-Session": half, "Content-Type": "application/json"}
  const rows = ["unwell", "worn-out", "crisis", "drunk", "body-says-no"]
  const arrival = {today: Object.fromEntries(rows.map((row) => [row, "no"]))}
  await fetch("/api/arrivals", {method: "POST", headers, body: JSON.stringify({arrival})})
}"""


def forget_sessions(page: Page) -> None:
    """Delete what earlier tests practised: two days of rest would lie between it and this session."""
    page.evaluate(FORGET)


def practise(
    page: Page, server: Server, exercises: list[str] | None = None, dose: str = "default"
) -> Practice:
    """Come in and open the player on a new session, which is not begun."""
    let_in(page, server)
    forget_sessions(page)
    page.evaluate(ARRIVE)
    wish = json.dumps(json.dumps({"exercises": exercises or [], "dose": dose}))
    page.evaluate(f"sessionStorage.setItem('tremula.begin', {wish})")
    return open_player(page, server)


def open_player(page: Page, server: Server) -> Practice:
    with page.expect_response(lambda answer: answer.url.endswith("/api/sessions")) as made:
        page.goto(f"{server.url}/practise")
    timeline = made.value.json()["timeline"]
    expect(page.locator(PLAYER)).to_have_attribute("data-state", "ready")
    return Practice(page, timeline)
