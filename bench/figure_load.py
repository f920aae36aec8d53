"""How busy the player keeps the page's main thread, in a real browser over the real server.


Goal: at most 15 % of the time while the figure moves, at most 2 % while it holds still.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

from playwright.sync_api import CDPSession, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/web/browser"))

from playing import come_in  # noqa: E402
from serving import Server, make_vault  # noqa: E402

MOVING, HOLDING = 0.15, 0.02
SECONDS = 100
FULL = 20
"""Redraws in a second from which on the figure counts as moving all through it; at rest there is none."""
COUNT = """() => {
  window.redraws = 0
  const figure = document.querySelector("tremula-player svg.figure")
  new MutationObserver(() => { window.redraws += 1 }).observe(figure, {subtree: true, attributeFilter: ["d"]})
}"""


def busy(page: CDPSession) -> float:
    """Seconds of processor time of the main thread so far; waiting for a processor is none."""
    return float(
        {one["name"]: one["value"] for one in page.send("Performance.getMetrics")["metrics"]}["ThreadTime"]
    )


def watch(page: Page) -> list[tuple[int, float]]:
    """Redraws and share of the main thread, second by second."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.evaluate(COUNT)
    seen: list[tuple[int, float]] = []
    drawn, spent, began = 0, busy(session), time.monotonic()
    while len(seen) < SECONDS:
        time.sleep(1)
        now, spent_now, drawn_now = time.monotonic(), busy(session), int(page.evaluate("window.redraws"))
        seen.append((drawn_now - drawn, (spent_now - spent) / (now - began)))
        drawn, spent, began = drawn_now, spent_now, now
    return seen


def practise(server: Server) -> list[tuple[int, float]]:
    """The first minutes of a session, watched."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        come_in(page, server)
        page.goto(f"{server.url}/practise")
        page.get_by_role("button", name="Begin").click()
        page.wait_for_selector("tremula-player[data-state=running]")
        for _ in range(60):  # to where the body sways and holds in turn
            if page.locator("tremula-player[data-step='ankles/sway']").count():
                break
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(300)
        seen = watch(page)
        browser.close()
    return seen


def told(name: str, shares: list[float], goal: float) -> bool:
    """One line, and whether the goal is kept."""
    kept = bool(shares) and mean(shares) <= goal
    worst = max(shares, default=0)
    print(
        f"{name}: {mean(shares or [0]):.1%} of the main thread over {len(shares)} s "
        f"(worst second {worst:.1%}); goal {goal:.0%}: {'kept' if kept else 'MISSED'}"
    )
    return kept


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        make_vault(data)
        server = Server(data).open_at_start()
        try:
            seen = practise(server)
        finally:
            server.stop()
    most = max(drawn for drawn, _ in seen)
    print(f"at most {most} redraws in a second; goal 30")
    moving = told("moving", [share for drawn, share in seen if drawn >= FULL], MOVING)
    holding = told("holding", [share for drawn, share in seen if drawn == 0], HOLDING)
    return 0 if moving and holding and most <= 31 else 1


if __name__ == "__main__":
    raise SystemExit(main())
