"""The browser is killed while one writes in the journal: at most the last 300 ms of typing may go missing.

In every second round the server hangs meanwhile, so that only what this browser kept can bring it back.
Nothing of what was written may lie on a disk in clear, in the browser's own folder neither.
"""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from scanning import hits
from serving import Server, make_vault
from unseen import Chromium, Tab

LATE = 0.3
"""Seconds of typing that a kill may take."""
WORDS = [f"kanarie{number}-Zeisig-ä{number * 7919}" for number in range(30)]
READY = "document.querySelector('#text') && document.activeElement?.id === 'text'"
ASK = """(async () => {
  const headers = {"X-Session": localStorage.getItem("tremula.second-half")}
  const answer = await fetch("/api/journal", {headers, cache: "no-store"})
  return answer.ok ? JSON.stringify((await answer.json()).entries) : ""
})()"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    make_vault(tmp_path / "served" / "vault")
    made = Server(tmp_path / "served" / "vault").open_at_start()
    yield made
    made.process and made.process.send_signal(signal.SIGCONT)
    made.stop()


@contextmanager
def browser(profile: Path) -> Iterator[Chromium]:
    """One Chromium in a folder that stays."""
    made = Chromium(str(profile), "--password-store=basic")
    try:
        yield made
    finally:
        with suppress(ProcessLookupError):
            os.killpg(made.process.pid, signal.SIGKILL)
        made.process.wait(20)
        made.out.close()


def let_in(chromium: Chromium, server: Server) -> Tab:
    tab = chromium.tab()
    tab.go(server.launch())
    tab.until("location.pathname === '/' && document.querySelector('h1')?.textContent === 'Today'")
    return tab


class Typist(threading.Thread):
    """Types one character after the other, and knows when each had arrived."""

    def __init__(self, tab: Tab, text: str, pause: float) -> None:
        super().__init__(daemon=True)
        self.tab, self.text, self.pause = tab, text, pause
        self.arrived: list[float] = []

    def run(self) -> None:
        for char in self.text:
            try:
                self.tab.chromium.send("Input.insertText", self.tab.session, text=char)
            except (AssertionError, OSError, ValueError):
                return  # the browser is gone
            self.arrived.append(time.monotonic())
            time.sleep(self.pause)

    def before(self, moment: float) -> int:
        return sum(each <= moment for each in self.arrived)


def type_and_kill(
    chromium: Chromium, server: Server, text: str, seconds: float, hang: bool
) -> tuple[int, int]:
    """How many characters must be there, and how many can be, after a kill so long after the first."""
    tab = let_in(chromium, server)
    tab.go(f"{server.url}/journal/write")
    tab.until(READY)
    time.sleep(0.5)
    assert server.process
    typist = Typist(tab, text, 0.02)
    if hang:
        server.process.send_signal(signal.SIGSTOP)
    typist.start()
    while not typist.arrived:
        time.sleep(0.005)
    time.sleep(seconds)
    moment = time.monotonic()
    os.killpg(chromium.process.pid, signal.SIGKILL)
    chromium.process.wait(20)
    server.process.send_signal(signal.SIGCONT)
    typist.join(5)
    return typist.before(moment - LATE), len(typist.arrived) + 1


def entries(tab: Tab) -> list[dict[str, str]]:
    found = tab.run(ASK)
    return list(json.loads(found)) if found else []


def came_back(chromium: Chromium, server: Server, known: set[str], least: int) -> str:
    """The text of the new entry, once what waited in the browser is on the server. Any page sends it on."""
    tab = let_in(chromium, server)
    deadline, text = time.monotonic() + 30, ""
    while time.monotonic() < deadline:
        fresh = [entry for entry in entries(tab) if entry["id"] not in known]
        text = fresh[0]["text"] if fresh else ""
        if len(text) >= least and not tab.run(WAITING):
            known.update(entry["id"] for entry in fresh)
            return text
        time.sleep(0.1)
    raise AssertionError(f"{len(text)} characters came back of {least}: {text!r}")


WAITING = """(async () => {
  if (!(await indexedDB.databases()).some(({name}) => name === "tremula-journal")) return 0
  const open = indexedDB.open("tremula-journal")
  const database = await new Promise((go) => { open.onsuccess = () => go(open.result) })
  const count = database.transaction("drafts").objectStore("drafts").count()
  const many = await new Promise((go) => { count.onsuccess = () => go(count.result) })
  database.close()
  return many
})()"""


def test_at_most_300_ms_of_typing_are_lost(tmp_path: Path, server: Server, times: int) -> None:
    profile, known, lost = tmp_path / "profile", set[str](), list[int]()
    moments = random.Random(2026)
    for number in range(max(4, times // 2)):
        text = " ".join(moments.sample(WORDS, 12)) * 3
        with browser(profile) as chromium:
            wanted, most = type_and_kill(
                chromium, server, text, moments.uniform(0.35, 1.6), hang=number % 2 == 1
            )
        assert wanted > 0, "nothing had to be there: the round proves nothing"
        with browser(profile) as chromium:
            there = came_back(chromium, server, known, wanted)
        assert text.startswith(there)
        assert wanted <= len(there) <= most
        lost.append(most - 1 - len(there))
    print(f"characters lost of those that had arrived: {sorted(lost)}")
    server.stop()
    assert hits(tmp_path, WORDS) == []
