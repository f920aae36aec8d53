"""What a page must never do, noted while it runs: ask another machine, break the policy, throw, complain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request

AXE = Path(__file__).parents[3] / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REPORT = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))"""
EXPECTED = ("net::ERR_CONNECTION_REFUSED", "net::ERR_INTERNET_DISCONNECTED", "Failed to load resource")
"""What a browser prints when a server is away or refuses; what the page then does is tested by itself."""


class Watch:
    """Faults of every page of one browser context."""

    def __init__(self, context: BrowserContext, own: str = "http://127.0.0.1:") -> None:
        self.own = own
        self.faults: list[str] = []
        context.add_init_script(REPORT)
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"thrown: {error.error}"))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.own, "blob:", "data:")):
            self.faults.append(f"foreign request: {request.url}")

    def _console(self, message: Any) -> None:
        if message.type == "error" and not any(word in message.text for word in EXPECTED):
            self.faults.append(f"console: {message.text}")


def axe(page: Page) -> list[str]:
    """What axe finds, one line each; empty is right. Put in by the debugger: the page's policy stays."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text() + "\n;0")
    rules = {"type": "tag", "values": TAGS}
    run = "async (runOnly) => (await axe.run(document, {runOnly, resultTypes: ['violations']})).violations"
    found = page.evaluate(run, rules)
    return [
        f"{one['id']}: {node['target']} {json.dumps(node.get('failureSummary', ''))[:300]}"
        for one in found
        for node in one["nodes"]
    ]
