"""A browser's manners in few words: own requests with both halves, unless a test leaves something out."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from httpx import Response
from starlette.testclient import TestClient

from tremula.web.control import Control
from tremula.web.house import House
from vaults import copy_vault

PORT = 8750
ORIGIN = f"http://127.0.0.1:{PORT}"
PASSPHRASE = "seven aspen leaves tremble"
NAVIGATION = {"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}


def furnish(house: House) -> str:
    """Put a vault with nothing in it into a new house, and open it; its recovery code."""
    code = copy_vault(house.settings.data, PASSPHRASE)
    house.open_now(house.vault.unlock, PASSPHRASE)
    return code


@dataclass
class Visitor:
    client: TestClient
    house: House
    control: Control
    cookie: str = ""
    second_half: str = ""
    own: dict[str, str] = field(default_factory=lambda: {"origin": ORIGIN, "sec-fetch-site": "same-origin"})

    def enter(self, **proof: str) -> Response:
        answer = self.ask("POST", "/api/entry", proof)
        if answer.status_code == 200:
            self.cookie = answer.headers["set-cookie"].partition(";")[0]
            self.second_half = answer.json()["second_half"]
        return answer

    def ask(self, method: str, path: str, body: Any = None, **changes: Any) -> Response:
        """A request as the page sends it. `headers` adds (None takes away), `content` sends bytes instead."""
        headers = {**self.own, **self.halves()}
        content = changes.get("content")
        if body is not None or content is not None:
            headers["content-type"] = "application/json"
        for name, value in changes.get("headers", {}).items():
            headers.pop(name, None)
            if value is not None:
                headers[name] = value
        self.client.cookies.clear()
        return self.client.request(
            method, path, json=body, content=content, headers=headers, follow_redirects=False
        )

    def halves(self) -> dict[str, str]:
        both = {"cookie": self.cookie, "x-session": self.second_half}
        return {name: value for name, value in both.items() if value}

    def visit(self, path: str) -> Response:
        """A person opens an address."""
        return self.ask("GET", path, headers={**NAVIGATION, "x-session": None, "origin": None})

    def begin(self, **wish: Any) -> dict[str, Any]:
        answer = self.ask("POST", "/api/sessions", {"id": str(uuid.uuid4()), **wish})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def append(self, session: dict[str, Any], events: list[dict[str, Any]], **changes: Any) -> Response:
        """As a page whose login is gone: the append token is all it has."""
        token = changes.pop("token", session["append_token"])
        headers = {"authorization": f"Bearer {token}", "cookie": None, "x-session": None}
        batch = {"device": changes.pop("device", "page-1"), "events": events}
        body = None if "content" in changes else batch
        path = f"/api/sessions/{session['id']}/events"
        return self.ask("POST", path, body, headers={**headers, **changes.pop("headers", {})}, **changes)
