"""How busy the player keeps the page's main thread, in a real browser over the real server.

Goal: at most 15 % of the time while the figure moves (30 redraws a second), at most 2 % while it holds still.
It counts the processor time of the main thread's tasks from a trace: waiting for a processor is none.
Holding is every second in which the page asked for no frame. Moving is fitted: second by second one part for
being there and one for every redraw, so that half a movement counts too.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/web/browser"))

from playing import practise  # noqa: E402
from serving import Server, make_vault  # noqa: E402

MOVING, HOLDING = 0.15, 0.02
SECONDS = 60
REDRAWS = 30
TASK, REDRAW, FRAME = "ThreadControllerImpl::RunTask", "redraw", "frame"
COUNT = """() => {
  const ask = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (draw) => {
    performance.mark("frame")
    return ask(draw)
  }
  const figure = document.querySelector("tremula-player svg.figure")
  const redrawn = new MutationObserver(() => performance.mark("redraw"))
  redrawn.observe(figure, {subtree: true, attributeFilter: ["d"]})
}"""


def practised(page: Page, server: Server) -> None:
    """To where the body sways and holds in turn."""
    practise(page, server, ["ankles"]).begin()
    for _ in range(100):
        if page.locator("tremula-player[data-step='ankles/sway']").count():
            return
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(200)


def traced(server: Server) -> list[dict[str, Any]]:
    """What the browser did in a minute of the ankle stretch."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        practised(page, server)
        page.evaluate(COUNT)
        trace = Path(folder) / "trace.json"
        browser.start_tracing(page=page, path=trace, categories=["toplevel", "blink.user_timing"])
        page.wait_for_timeout(SECONDS * 1000)
        browser.stop_tracing()
        browser.close()
        events: list[dict[str, Any]] = json.loads(trace.read_bytes())["traceEvents"]
    return events


class Second(NamedTuple):
    """One second of the page: redraws of the figure, frames asked for, and the main thread's share."""

    redraws: int
    frames: int
    share: float


def by_second(events: list[dict[str, Any]]) -> list[Second]:
    """Without the first and the last one."""
    marks = [one for one in events if one["name"] in (REDRAW, FRAME) and one["ph"] in "IiR"]
    home = (marks[0]["pid"], marks[0]["tid"])
    tasks = [one for one in events if one["name"] == TASK and (one["pid"], one["tid"]) == home]
    start = min(one["ts"] for one in tasks)
    seen: list[Counter[str]] = [Counter() for _ in range(SECONDS)]
    busy = [0.0] * SECONDS
    for one in [*marks, *tasks]:
        second = int((one["ts"] - start) / 1e6)
        if second < SECONDS:
            seen[second][one["name"]] += 1
            busy[second] += one.get("tdur", 0) / 1e6
    return [Second(one[REDRAW], one[FRAME], share) for one, share in zip(seen, busy, strict=True)][1:-1]


def moving(seen: list[Second]) -> float:
    """The share of the main thread with 30 redraws in a second; least squares."""
    drawn = mean(one.redraws for one in seen)
    share = mean(one.share for one in seen)
    spread = sum((one.redraws - drawn) ** 2 for one in seen)
    slope = sum((one.redraws - drawn) * (one.share - share) for one in seen) / spread
    return share + slope * (REDRAWS - drawn)


def told(name: str, share: float, goal: float) -> bool:
    """One line, and whether the goal is kept."""
    print(f"{name}: {share:.1%} of the main thread; goal {goal:.0%}: {'kept' if share <= goal else 'MISSED'}")
    return share <= goal


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        make_vault(data)
        server = Server(data).open_at_start()
        try:
            seen = by_second(traced(server))
        finally:
            server.stop()
    most, whole = max(one.redraws for one in seen), sum(one.redraws for one in seen)
    print(f"{whole} redraws in {len(seen)} s, at most {most} in one; goal {REDRAWS}")
    still = [one.share for one in seen if not one.frames]
    print(f"busiest second: {max(one.share for one in seen):.1%}; {len(still)} s of holding")
    kept = [told("moving", moving(seen), MOVING), told("holding", mean(still), HOLDING)]
    return 0 if all(kept) and most <= REDRAWS + 1 else 1


if __name__ == "__main__":
    raise SystemExit(main())
