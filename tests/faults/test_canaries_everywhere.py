"""Thirty marked words are written wherever a person can write; none lies in clear on a disk.

Not after use, not after a crash, not after an export that was broken off.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scanning import hits
from serving import Server, make_vault
from test_kill_server import Visitor, token_of

WORDS = [f"kanarie{number}-Zeisig-ä{number * 7919}" for number in range(30)]
NOW = "2026-11-22T18:00:00+00:00"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program may put what is for a moment; it is looked through too."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture
def server(tmp_path: Path, temporary: Path) -> Iterator[Server]:
    make_vault(tmp_path / "served" / "vault", history=True)
    made = Server(tmp_path / "served" / "vault").open_at_start()
    yield made
    made.stop()


def send(visitor: Visitor, method: str, path: str, body: Any) -> None:
    """Like Visitor.ask, for answers without a body."""
    connection = http.client.HTTPConnection("127.0.0.1", visitor.port, timeout=20)
    headers = {"Origin": f"http://127.0.0.1:{visitor.port}", "Sec-Fetch-Site": "same-origin"}
    headers |= {
        "Content-Type": "application/json",
        "Cookie": visitor.cookie,
        "X-Session": visitor.second_half,
    }
    connection.request(method, path, json.dumps(body), headers)
    answer = connection.getresponse()
    assert answer.status < 300, (path, answer.read())
    connection.close()


def plant(visitor: Visitor, session: str, token: str) -> None:
    """Every word has its place."""
    left = iter(WORDS)
    for kind in ("free", "after", "hard"):
        for _ in range(3):
            written = {"sitting": str(uuid.uuid4()), "seq": 1, "at": NOW, "kind": kind, "text": next(left)}
            id = str(uuid.uuid4())
            send(visitor, "PUT", f"/api/journal/{id}", written)
            later = {**written, "sitting": str(uuid.uuid4()), "text": next(left)}
            send(visitor, "PUT", f"/api/journal/{id}", later)
    send(visitor, "PUT", f"/api/journal/{uuid.uuid4()}", {**written, "prompt": next(left), "text": ""})
    send(visitor, "POST", "/api/journal-search", {"words": next(left)})
    send(visitor, "PUT", f"/api/sessions/{session}/after", {"settled": 3, "line": next(left)})
    send(visitor, "PUT", "/api/check-in", {"chosen": [], "tags": [next(left)], "goal": next(left)})
    send(visitor, "PUT", "/api/safety-plan", {"warning_signs": [next(left)], "helps": [next(left)]})
    people = {"name": next(left), "phone": "1", "about": next(left)}
    send(visitor, "PUT", "/api/contacts", {"contacts": [people]})
    send(
        visitor,
        "POST",
        "/api/clearances",
        {"row": "heart", "who": next(left), "kind": "doctor", "on": NOW[:10]},
    )
    send(visitor, "PUT", "/api/settings", {"voice": next(left)})
    event = {"seq": 1, "kind": "note", "at": 1, "wall": NOW, "body": {"text": next(left)}}
    visitor.ask("POST", f"/api/sessions/{session}/events", {"device": "d", "events": [event]}, token)
    visitor.ask(
        "POST", "/api/sessions", {"id": str(uuid.uuid4()), "exercises": ["ankles"], "dose": "default"}
    )
    assert next(left, "") == ""


def begin_download(visitor: Visitor) -> http.client.HTTPResponse:
    """The archive's first bytes; the rest is on its way."""
    address = visitor.ask("POST", "/api/archive", {})["address"]
    connection = http.client.HTTPConnection("127.0.0.1", visitor.port, timeout=20)
    headers = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Cookie": visitor.cookie}
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    assert answer.status == 200
    return answer


def export_and_kill(server: Server, file: Path, moment: float) -> None:
    command = [sys.executable, "-m", "tremula", "export", str(file), "--data", str(server.data), *server.more]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    time.sleep(moment)
    child.send_signal(signal.SIGKILL)
    child.wait(20)


def test_no_word_lies_in_clear(tmp_path: Path, temporary: Path, server: Server, times: int) -> None:
    visitor = Visitor(server.port).enter(token_of(server))
    session, wish = str(uuid.uuid4()), {"exercises": ["ankles"], "dose": "default"}
    token = visitor.ask("POST", "/api/sessions", {"id": session, **wish})["append_token"]
    plant(visitor, session, token)
    assert hits(tmp_path, WORDS) == []
    begin_download(visitor).close()
    assert hits(tmp_path, WORDS) == []
    whole = begin_download(visitor).read()
    begin_download(visitor)
    server.stop(kill=True)
    assert hits(tmp_path, WORDS) == []
    server.start()
    server.stop()
    (tmp_path / "out").mkdir()
    for number in range(times):
        export_and_kill(server, tmp_path / "out" / f"{number}.zip", 0.25 + 0.06 * number)
        for finished in (tmp_path / "out").iterdir():
            assert zipfile.ZipFile(finished).testzip() is None  # the person has it: it was done before
            finished.unlink()
    assert hits(tmp_path, WORDS) == []
    assert [path for path in temporary.rglob("*") if path.is_file()] == []
    found = {word for word in WORDS if word in told_in(whole, tmp_path)}
    assert len(found) == len(WORDS) - 1, "the archive itself must hold them, all but the search"


def told_in(archive: bytes, folder: Path) -> str:
    """Everything that an archive says."""
    path = folder / "whole.zip"
    path.write_bytes(archive)
    with zipfile.ZipFile(path) as zip:
        return "".join(zip.read(name).decode() for name in zip.namelist())
