"""Thirty marked words are sent wherever a person can write; none lies in clear on a disk.

Not after use, not after a crash, not after an export that was broken off.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from scanning import hits
from serving import Server, make_vault
from test_kill_server import Visitor, token_of

WORDS = [f"kanarie{number}-Zeisig-ä{number * 7919}" for number in range(30)]
PACK = Path(__file__).parents[2] / "packs/who-5/who-5.txt"
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


def send(visitor: Visitor, method: str, path: str, body: Any = None) -> str:
    """Like Visitor.ask, for answers that are no object, and for refusals; what was answered."""
    connection = http.client.HTTPConnection("127.0.0.1", visitor.port, timeout=20)
    headers = {"Origin": f"http://127.0.0.1:{visitor.port}", "Sec-Fetch-Site": "same-origin"}
    headers |= {
        "Content-Type": "application/json",
        "Cookie": visitor.cookie,
        "X-Session": visitor.second_half,
    }
    sent = body if isinstance(body, bytes | None) else json.dumps(body)
    connection.request(method, path, sent, headers)
    answer = connection.getresponse()
    told = answer.read().decode()
    assert (answer.status < 300) != refused_there(method, path), (path, told)
    connection.close()
    return told


def refused_there(method: str, path: str) -> bool:
    """What is sent there does not fit; a refusal must not write it down either."""
    return path in ("/api/entry", "/api/self-care") or (method, path[:13]) == ("GET", "/api/journal/")


def bring_a_clinics_file(visitor: Visitor, left: Iterator[str]) -> None:
    """A file with a name, somebody in it who is put on the shortlist, and a note on them."""
    row = f"Name,Phone\n{next(left)},1\n".encode()
    begun = visitor.ask("POST", "/api/directory/files", {"name": f"{next(left)}.csv", "size": len(row)})
    here = f"/api/directory/files/{begun['id']}"
    send(visitor, "PUT", f"{here}/pieces/0", row)
    send(visitor, "POST", f"{here}/start", {"mapping": {"name": "Name", "phone": "Phone"}})
    deadline = time.monotonic() + 20
    while json.loads(send(visitor, "GET", here))["state"] != "done" and time.monotonic() < deadline:
        time.sleep(0.05)
    send(visitor, "POST", "/api/directory/entries/1/shortlist", {})
    key = re.search('data-key="([^"]+)"', send(visitor, "GET", "/directory/shortlist"))
    assert key is not None
    send(visitor, "PUT", "/api/directory/shortlist", {"key": key[1], "note": next(left)})


def send_what_stays_nowhere(visitor: Visitor, left: Iterator[str]) -> None:
    """Looked for, refused, deleted, or only the name of a way in: no archive holds it."""
    send(visitor, "POST", "/api/journal-search", {"words": next(left)})
    send(visitor, "POST", "/api/tokens", {"name": next(left), "scopes": ["read"]})
    send(visitor, "POST", "/api/entry", {"passphrase": next(left)})
    send(visitor, "POST", "/api/self-care", {"day": NOW[:10], "done": [], next(left): 1})
    send(visitor, "GET", f"/api/journal/{quote(next(left))}")
    entry, written = f"/api/journal/{uuid.uuid4()}", {"seq": 1, "at": NOW}
    for _ in range(2):
        send(visitor, "PUT", entry, {**written, "sitting": str(uuid.uuid4()), "text": next(left)})
    send(visitor, "DELETE", entry, {})


def plant(visitor: Visitor, session: str, token: str) -> None:
    """Every word has its place."""
    left = iter(WORDS)
    for kind in ("free", "after", "hard"):
        written = {"sitting": str(uuid.uuid4()), "seq": 1, "at": NOW, "kind": kind, "text": next(left)}
        id = str(uuid.uuid4())
        send(visitor, "PUT", f"/api/journal/{id}", written)
        later = {**written, "sitting": str(uuid.uuid4()), "text": next(left)}
        send(visitor, "PUT", f"/api/journal/{id}", later)
    send(visitor, "PUT", f"/api/journal/{uuid.uuid4()}", {**written, "prompt": next(left), "text": ""})
    bring_a_clinics_file(visitor, left)
    text = PACK.read_text("utf-8").replace("credit: ", f"credit: {next(left)} ")
    send(visitor, "POST", "/api/questionnaires", {"text": text})
    send(visitor, "POST", "/api/arrivals", {"arrival": {"present": next(left)}})
    send(visitor, "PUT", f"/api/sessions/{session}/after", {"settled": 3, "line": next(left)})
    send(visitor, "PUT", "/api/check-in", {"chosen": [], "tags": [next(left)], "goal": next(left)})
    plan = {"warning_signs": [next(left)], "helps": [next(left)], "places": [next(left)]}
    send(visitor, "PUT", "/api/safety-plan", plan)
    people = {"name": next(left), "phone": "1", "about": next(left)}
    send(visitor, "PUT", "/api/contacts", {"contacts": [people]})
    cleared = {"row": "cannot-stop", "who": next(left), "kind": "doctor", "on": date.today().isoformat()}
    send(visitor, "POST", "/api/clearances", cleared)
    send(visitor, "PUT", "/api/settings", {"voice": next(left)})
    event = {"seq": 1, "kind": "note", "at": 1, "wall": NOW, "body": {"text": next(left)}}
    visitor.ask("POST", f"/api/sessions/{session}/events", {"device": "d", "events": [event]}, token)
    send_what_stays_nowhere(visitor, left)
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
    told = told_in(whole, tmp_path)
    assert [word in told for word in WORDS] == [True] * 23 + [False] * 7, "what stays is in the archive"


def told_in(archive: bytes, folder: Path) -> str:
    """Everything that an archive says."""
    path = folder / "whole.zip"
    path.write_bytes(archive)
    with zipfile.ZipFile(path) as zip:
        return "".join(zip.read(name).decode() for name in zip.namelist())
