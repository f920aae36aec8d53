"""A real server on a port of its own, over a vault whose key is cheap to derive: its header says so."""

from __future__ import annotations

import functools
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from playwright.sync_api import Page

from tremula.actions.invent_days import InventDays, invent_days
from tremula.actions.invent_history import Invent, invent_history
from tremula.actions.screening import FullScreening, Screening, answer_screening, screen
from tremula.actions.self_reports import Arrival, Arriving, keep_arrival
from tremula.core.safety.screening import Answer
from tremula.library.guidance import read_guidance
from tremula.library.questionnaires import read_shelf
from tremula.library.read_files import find_content, read_library
from tremula.library.safety import read_safety
from tremula.storage.argon import Cost
from tremula.storage.store import Store
from tremula.storage.vault import Vault

ROOT = Path(__file__).parents[3]
PASSPHRASE = "pebble lantern orchard violin"
CHEAP = Cost(memory=64, passes=1)
COMMAND = [sys.executable, "-m", "tremula", "start", "--no-browser"]


KEEP = TemporaryDirectory(prefix="tremula-vaults-")
"""Vaults made once in this process; each test gets a copy."""


def make_vault(data: Path, *, screened: bool = True, history: bool = False) -> str:
    """A closed vault with a passphrase, and eight invented weeks if asked for; its recovery code."""
    made, code = made_once(screened, history)
    shutil.copytree(made, data, dirs_exist_ok=True)
    return code


@functools.cache
def made_once(screened: bool, history: bool) -> tuple[Path, str]:
    """The vault that is copied, and its recovery code."""
    data = Path(KEEP.name) / f"{screened}-{history}"
    return data, make_anew(data, screened, history)


def make_anew(data: Path, screened: bool, history: bool) -> str:
    """The recovery code of a new vault."""
    vault = Vault(data, cost=CHEAP)
    code = vault.create(PASSPHRASE, keyring=False)
    vault.confirm_recovery(code)
    store = Store.open(vault)
    if screened:
        screen_green(store)
    if history:
        content = find_content(None)
        library, now = read_library(content), datetime.now(UTC).isoformat()
        store.write_sync(invent_history, Invent(library, read_safety(content), now))
        practice, forms = read_guidance(content).practice, read_shelf(content)
        store.write_sync(invent_days, InventDays(practice, forms, library.body_map, now))
    store.close()
    vault.close()
    return code


def screen_green(store: Store, **answers: Answer) -> None:
    """All questions, and how it is today, answered just now; nothing speaks against it but `answers`."""
    now, safety = datetime.now(UTC).isoformat(), read_safety(find_content(None))
    rules, today = safety.screening, {question.id: "no" for question in safety.checks.not_today}
    store.write_sync(keep_arrival, Arriving(msgspec.convert({"today": today}, Arrival), now))
    store.write_sync(answer_screening, Screening({"pregnancy": "no"}, now))
    calm: dict[str, Answer] = {question.id: "no" for question in rules.questions}
    given = calm | {"reachable": "yes"} | {id.replace("_", "-"): answer for id, answer in answers.items()}
    store.write_sync(screen, FullScreening(given, rules, now))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """`tremula start` as a person runs it. `more` are further words of the command line."""

    data: Path
    more: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    first: str = ""
    """The launch address that the start printed."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Server:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TREMULA_")}
        calm = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "PYTHONPATH": str(ROOT / "src")}
        words = [*COMMAND, "--port", str(self.port), "--data", str(self.data), *self.more]
        with (self.data.parent / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                words, stdout=subprocess.PIPE, stderr=log, text=True, env=kept | calm, cwd=self.data.parent
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("open: "), self.log()
        self.first = line.removeprefix("open: ").strip()
        return self

    def open_at_start(self, passphrase: str = PASSPHRASE) -> Server:
        """Start with the passphrase in a file, so that the vault is open."""
        file = self.data.parent / "passphrase"
        file.write_text(passphrase + "\n")
        file.chmod(0o600)
        self.more = ("--passphrase-file", str(file))
        return self.start()

    def launch(self) -> str:
        """A new launch address, asked for as `tremula open` does."""
        control = json.loads((self.data / "run/control.json").read_text())
        request = urllib.request.Request(
            f"{self.url}/api/control/launch",
            data=b"{}",
            headers={
                "Authorization": f"Bearer {control['token']}",
                "Content-Type": "application/json",
                "Origin": self.url,
            },
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return str(json.load(answer)["open"])

    def health(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/health", timeout=10) as answer:
            return dict(json.load(answer))

    def log(self) -> str:
        return (self.data.parent / "server.log").read_text()

    def stop(self, *, kill: bool = False) -> None:
        """End it kindly, or at once."""
        if self.process is None:
            return
        (self.process.kill if kill else self.process.terminate)()
        self.process.wait(20)
        if self.process.stdout:
            self.process.stdout.close()
        self.process = None

    def restart(self, *, kill: bool = False) -> Server:
        """The same vault on the same port."""
        self.stop(kill=kill)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and not port_is_free(self.port):
            time.sleep(0.05)
        return self.start()


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def let_in(page: Page, server: Server) -> None:
    """Both halves of a login, as a launch link leaves them; the first-run tests take the link itself."""
    token = server.launch().partition("#launch=")[2]
    own = {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}
    answer = page.context.request.post(f"{server.url}/api/entry", data={"launch": token}, headers=own)
    assert answer.ok, answer.text()
    page.goto(f"{server.url}/health")
    page.evaluate("(half) => localStorage.setItem('tremula.second-half', half)", answer.json()["second_half"])


def enter(page: Page, server: Server) -> Page:
    """Let in, and on the first page."""
    let_in(page, server)
    page.goto(f"{server.url}/")
    page.get_by_role("heading", level=1, name="Today").wait_for()
    return page
