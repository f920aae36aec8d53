"""Take the picture of the player for the README: `python tools/picture.py`. Needs Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs/pictures/player.png"
WISH = """
sessionStorage.setItem("tremula.begin", JSON.stringify({ exercises: ["wall-sit"], dose: "default" }))
"""


def serve(folder: str) -> tuple[subprocess.Popen[str], str]:
    """A server on a vault that is thrown away, and the address that lets a browser in."""
    secret = Path(folder) / "passphrase"
    secret.write_text("a quiet grove of aspen trees\n")
    words = [
        "start",
        "--no-browser",
        "--port",
        "8799",
        "--data",
        f"{folder}/vault",
        "--passphrase-file",
        str(secret),
    ]
    server = subprocess.Popen([sys.executable, "-m", "tremula", *words], stdout=subprocess.PIPE, text=True)
    assert server.stdout
    return server, server.stdout.readline().removeprefix("open:").strip()


def lead_to_the_wall(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_url("**/welcome")
    page.evaluate(WISH)
    page.goto(f"{address.partition('#')[0]}practise")
    page.get_by_role("button", name="Begin").click()
    player = page.locator("tremula-player")
    while player.get_attribute("data-step") != "wall-sit/sit":
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)
    page.wait_for_timeout(16_000)
    page.locator("body").focus()


def main() -> None:
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server, address = serve(folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        try:
            lead_to_the_wall(page, address)
            page.screenshot(path=OUT)
        finally:
            browser.close()
            server.terminate()
            server.wait(10)


if __name__ == "__main__":
    main()
