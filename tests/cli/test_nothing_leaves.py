"""Nothing leaves this machine: every connection and every look-up of a running tremula is counted."""

import json
from pathlib import Path

from served import Serve, Served, tremula

WATCH = """
import json, os, sys
NAMES = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind"}
def watch(event, args):
    if event in NAMES:
        told = [repr(arg) for arg in args if not type(arg).__name__.endswith("socket")]
        with open(os.environ["WATCHED"], "a") as file:
            file.write(json.dumps([event, told]) + "\\n")
sys.addaudithook(watch)
"""


def watched(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch/sitecustomize.py").write_text(WATCH)
    return {"PYTHONPATH": str(tmp_path / "watch"), "WATCHED": str(tmp_path / "seen")}


def seen(tmp_path: Path) -> list[tuple[str, str]]:
    lines = (tmp_path / "seen").read_text().splitlines()
    return [(event, " ".join(told)) for event, told in map(json.loads, lines)]


def test_a_whole_visit_connects_to_nobody(serve: Serve, home: Path, passphrase: Path, tmp_path: Path) -> None:
    environment = watched(tmp_path)
    served = serve("--data", home, "--passphrase-file", passphrase, **environment)
    served.enter()
    use_everything(served)
    assert tremula("open", "--no-browser", "--data", home, **environment).returncode == 0
    assert tremula("sessions", "--data", home, **environment).returncode == 0
    assert served.ask("POST", "/api/lock", {})[0] == 200
    served.end()
    found = seen(tmp_path)
    assert ("socket.bind", f"('127.0.0.1', {served.port})") in found
    ours = (f"('127.0.0.1', {served.port})", f"('::1', {served.port})", f"'127.0.0.1' {served.port}")
    assert [each for each in found if not each[1].startswith(ours)] == []


def use_everything(served: Served) -> None:
    id = "018f6b1e-7c00-7000-8000-000000000001"
    _, _, begun = served.ask("POST", "/api/sessions", {"id": id})
    token = {"Authorization": f"Bearer {begun['append_token']}"}
    batch = {"device": "d", "events": [{"seq": 1, "kind": "start"}, {"seq": 2, "kind": "stop"}]}
    assert served.ask("POST", f"/api/sessions/{id}/events", batch, **token)[0] == 200
    pages = ("/", "/library", "/practise", "/history", f"/history/{id}", "/settings", "/grounding", "/none")
    for path in pages:
        served.ask("GET", path, **{"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"})
