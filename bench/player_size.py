"""The player's first load in a real browser over the real server: every byte but sound, gzipped. Goal: 60 KB.

What the service worker fetches for later is not part of the load, so it is turned off here.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Response, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/web/browser"))

from playing import come_in  # noqa: E402
from serving import Server, make_vault  # noqa: E402

from tremula.web.assets import Assets  # noqa: E402

ASSETS = Assets()

GOAL = 60_000
ALREADY_PACKED = (".woff2", ".png")


def packed(response: Response) -> int:
    """What this answer weighs on the wire when it is compressed once."""
    path = urlsplit(response.url).path
    static = path.startswith("/static/")  # a cached file has no body here, but the same one in this program
    body = ASSETS.read(path.split("/", 3)[3]) if static else response.body()
    return len(body) if path.endswith(ALREADY_PACKED) else len(gzip.compress(body, 9))


def is_sound(response: Response) -> bool:
    return response.headers.get("content-type", "").startswith("audio/")


def first_load(server: Server) -> dict[str, int]:
    """Path → gzipped bytes of everything that the player asks for until it shows its ready screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(service_workers="block").new_page()
        come_in(page, server)
        page.wait_for_load_state("networkidle")
        page.evaluate(
            "sessionStorage.setItem('tremula.begin', JSON.stringify({exercises: [], dose: 'default'}))"
        )
        seen: list[Response] = []
        page.on("response", lambda response: seen.append(response))
        page.goto(f"{server.url}/practise")
        page.wait_for_selector("tremula-player[data-state=ready]")
        page.wait_for_load_state("networkidle")
        sizes = {urlsplit(one.url).path: packed(one) for one in seen if one.ok and not is_sound(one)}
        browser.close()
    return sizes


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        make_vault(data)
        server = Server(data).open_at_start()
        try:
            sizes = first_load(server)
        finally:
            server.stop()
    for path, size in sorted(sizes.items(), key=lambda one: -one[1]):
        print(f"{size:8,}  {path}")
    total = sum(sizes.values())
    print(f"{total:8,}  in all, {len(sizes)} files; goal {GOAL:,}: {'kept' if total <= GOAL else 'MISSED'}")
    return 0 if total <= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
