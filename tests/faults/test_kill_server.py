"""kill -9 of the whole server under appends over the wire: what it acknowledged is there when it is back."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from serving import Server, make_vault

DEVICES = 4


@dataclass
class Visitor:
    """A page that came in once; its append token outlives the server."""

    port: int
    cookie: str = ""
    second_half: str = ""

    def ask(self, method: str, path: str, body: Any = None, token: str = "") -> dict[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Sec-Fetch-Site": "same-origin"}
        headers |= {"Content-Type": "application/json"} if body is not None else {}
        headers |= {"Cookie": self.cookie, "X-Session": self.second_half} if self.cookie else {}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        told = json.loads(answer.read())
        self.cookie = (answer.headers["Set-Cookie"] or self.cookie).partition(";")[0]
        connection.close()
        assert answer.status in (200, 201), told
        return dict(told)

    def enter(self, launch: str) -> Visitor:
        self.cookie = ""
        self.second_half = self.ask("POST", "/api/entry", {"launch": launch})["second_half"]
        return self


@dataclass
class Device:
    """Appends one event after the other, and remembers how far the server said it was durable."""

    name: str
    session: str
    token: str
    sent: int = 0
    durable: int = 0

    def append_until_gone(self, port: int) -> None:
        visitor = Visitor(port)
        try:
            while True:
                self.append_next(visitor)
        except (OSError, http.client.HTTPException):
            return  # the server is gone; whether the last one is kept is open

    def append_next(self, visitor: Visitor) -> None:
        self.sent = self.durable + 1
        event = {"seq": self.sent, "kind": "fine", "at": self.sent, "wall": "2026-11-22T10:00:00+00:00"}
        path = f"/api/sessions/{self.session}/events"
        told = visitor.ask("POST", path, {"device": self.name, "events": [event]}, self.token)
        self.durable = told["durable_through"]


def kill_under_load(server: Server, devices: list[Device], seconds: float) -> None:
    """Kill it so long after its first acknowledgement: a busy machine must prove something too."""
    before = acknowledged(devices)
    threads = [threading.Thread(target=device.append_until_gone, args=[server.port]) for device in devices]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 60
    while acknowledged(devices) == before and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(seconds)
    server.stop(kill=True)
    for thread in threads:
        thread.join(20)


def acknowledged(devices: list[Device]) -> int:
    return sum(device.durable for device in devices)


def kept_by_device(visitor: Visitor, session: str) -> dict[str, list[int]]:
    kept: dict[str, list[int]] = {}
    for event in visitor.ask("GET", f"/api/sessions/{session}")["events"]:
        kept.setdefault(event["device"], []).append(event["seq"])
    return kept


def test_nothing_that_the_server_acknowledged_is_lost(tmp_path: Path, times: int) -> None:
    make_vault(tmp_path / "vault")
    server = Server(tmp_path / "vault").open_at_start()
    session = str(uuid.uuid4())
    wish = {"id": session, "exercises": ["ankles"], "dose": "default"}
    token = Visitor(server.port).enter(token_of(server)).ask("POST", "/api/sessions", wish)["append_token"]
    devices = [Device(f"device-{number}", session, token) for number in range(DEVICES)]
    moments = random.Random(2026)
    for _ in range(times):
        before = acknowledged(devices)
        kill_under_load(server, devices, moments.uniform(0.05, 0.45))
        assert acknowledged(devices) > before, "nothing was acknowledged in this round"
        server.start()
        kept = kept_by_device(Visitor(server.port).enter(token_of(server)), session)
        for device in devices:
            there = sorted(kept.get(device.name, []))
            assert there == list(range(1, len(there) + 1))
            assert device.durable <= len(there) <= device.sent
            device.durable = len(there)
    server.stop()


def token_of(server: Server) -> str:
    return server.first.partition("#launch=")[2]
