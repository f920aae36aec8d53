"""How fast and how light tremula starts, beside the smallest Starlette server there can be.

Goals: /health and the unlock page within 0.5 s and 60 MB; Today, unlocked, within 1.2 s and 80 MB.
Prints the minimum and the median of several starts, and ratios to the peer.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

RUNS = 7
PEER = """
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
app = Starlette(routes=[Route("/health", lambda request: PlainTextResponse("ok"))])
uvicorn.run(app, host="127.0.0.1", port={port}, log_level="error")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seconds_until(url: str, begun: float) -> float:
    """Seconds from `begun` until the address first answers."""
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).read()
            return time.perf_counter() - begun
        except OSError:
            time.sleep(0.005)


def megabytes(pid: int) -> float:
    """Resident memory of a process (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


def seconds_until_today(process: subprocess.Popen[str], port: int, begun: float) -> float:
    """Seconds until a browser that follows the printed line has Today."""
    assert process.stdout
    launch = process.stdout.readline().rpartition("#launch=")[2].strip()
    here = f"http://127.0.0.1:{port}"
    ours = {"Origin": here, "Sec-Fetch-Site": "same-origin"}
    entry = json.dumps({"launch": launch}).encode()
    headers = {**ours, "Content-Type": "application/json"}
    answer = urllib.request.urlopen(urllib.request.Request(f"{here}/api/entry", entry, headers))
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    urllib.request.urlopen(urllib.request.Request(f"{here}/", headers={**ours, "Cookie": cookie})).read()
    return time.perf_counter() - begun


def measure(command: list[str], port: int, pages: list[str], today: bool = False) -> dict[str, float]:
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        figures = {page: seconds_until(f"http://127.0.0.1:{port}{page}", begun) for page in pages}
        if today:
            figures["Today"] = seconds_until_today(process, port, begun)
        return {**figures, "MB": megabytes(process.pid)}
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def tremula(data: Path, passphrase: Path | None, pages: list[str]) -> dict[str, float]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "tremula",
        "start",
        "--no-browser",
        "--port",
        str(port),
        "--data",
        str(data),
    ]
    if passphrase:
        command += ["--passphrase-file", str(passphrase)]
    return measure(command, port, pages, today=passphrase is not None)


def report(name: str, runs: list[dict[str, float]], peer: list[dict[str, float]]) -> None:
    base = statistics.median(run["/health"] for run in peer)
    for key in runs[0]:
        values = [run[key] for run in runs]
        ratio = "" if key == "MB" else f"   {statistics.median(values) / base:5.2f} x the peer's /health"
        unit = "MB" if key == "MB" else "s "
        median = statistics.median(values)
        print(f"{name:24} {key:10} min {min(values):7.3f} {unit} median {median:7.3f} {unit}{ratio}")


def main() -> None:
    os.environ.pop("TREMULA_PASSPHRASE_FILE", None)
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder) / "passphrase"
        secret.write_text("a quiet grove of aspen trees\n")
        data = Path(folder) / "vault"
        tremula(data, secret, ["/health"])
        peers, locked, opened = [], [], []
        for _ in range(RUNS):
            port = free_port()
            peers.append(measure([sys.executable, "-c", PEER.format(port=port)], port, ["/health"]))
            locked.append(tremula(data, None, ["/health", "/"]))
            opened.append(tremula(data, secret, ["/health"]))
    report("peer (bare Starlette)", peers, peers)
    report("tremula, locked", locked, peers)
    report("tremula, opened", opened, peers)


if __name__ == "__main__":
    main()
