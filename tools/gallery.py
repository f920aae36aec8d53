"""Draw every pose and movement of the figure into contact sheets, to be looked at.

It writes only where it is told, and the JSON beside the tests.

python tools/gallery.py OUT [POSE ...]     sheets of poses: front, quarter, side, dark, right, and movements
python tools/gallery.py --json             tests/js/figure-poses.json, what the geometry tests read
"""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from pathlib import Path

import msgspec

from tremula.core.exercise.pose import Pose
from tremula.library.read_files import ContentError, read_shelf

ROOT = Path(__file__).parent.parent
FIXTURE = ROOT / "tests" / "js" / "figure-poses.json"
PAGE = Path(__file__).with_name("gallery.html")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def read_poses() -> dict[str, Pose]:
    """All poses by id. Raises ContentError when one cannot be read."""
    shelf = read_shelf(ROOT / "content")
    wrong = [problem for problem in shelf.problems if problem.where.startswith("figures/")]
    if wrong:
        raise ContentError(wrong)
    return shelf.poses


def as_json() -> bytes:
    """The poses as the page gets them."""
    return msgspec.json.format(msgspec.json.encode(read_poses(), order="sorted"), indent=1) + b"\n"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the source tree without a word."""

    def log_message(self, *args: object) -> None:
        """Nothing."""


def tell(error: object) -> None:
    """What went wrong in the page."""
    sys.stderr.write(f"{error}\n")


def draw(out: Path, wanted: list[str]) -> None:
    """One PNG for each sheet, in `out`."""
    from playwright.sync_api import sync_playwright

    handler = functools.partial(Quiet, directory=str(ROOT))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        for sheet in ("own", "front", "quarter", "side", "right", "moves", "dark"):
            page = browser.new_page(
                viewport={"width": 1400, "height": 900}, color_scheme="dark" if sheet == "dark" else "light"
            )
            page.on("pageerror", tell)
            page.goto(f"http://127.0.0.1:{server.server_port}/tools/gallery.html")
            page.evaluate("([...args]) => gallery(...args)", [sheet, wanted])
            page.screenshot(path=str(out / f"{sheet}.png"), full_page=True)
            page.close()
        browser.close()
    server.shutdown()


def main(arguments: list[str]) -> None:
    """Either the sheets or the poses as JSON."""
    FIXTURE.write_bytes(as_json())
    if arguments[:1] != ["--json"]:
        out = Path(arguments[0])
        out.mkdir(parents=True, exist_ok=True)
        draw(out, arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
