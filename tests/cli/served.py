"""tremula as other programs meet it: a process with words, exit codes and a port."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

PASSPHRASE = "seven aspen leaves tremble"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def words(*said: object) -> list[str]:
    return [sys.executable, "-m", "tremula", *map(str, said)]


def clean_environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TREMULA_")}
    return {**kept, "PYTHONWARNINGS": "error::ResourceWarning", **more}


def tremula(*said: object, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        words(*said), capture_output=True, text=True, timeout=60, env=clean_environment(**more), check=False
    )


def health(port: int) -> Any:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
        return json.load(answer)


@dataclass
class Served:
    """A `tremula start` that runs."""

    process: subprocess.Popen[str]
    port: int
    lines: "queue.Queue[str]" = field(default_factory=queue.Queue)
    cookie: str = ""
    second_half: str = ""

    def __post_init__(self) -> None:
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def address(self) -> str:
        """The line that start prints."""
        line = self.lines.get(timeout=30)
        assert line.startswith("open: "), line
        return line.removeprefix("open: ").strip()

    def enter(self) -> None:
        self.show(launch=self.address().partition("#launch=")[2])

    def show(self, **proof: str) -> None:
        """Enter with a launch token or the passphrase; the login before it ends."""
        status, headers, told = self.ask("POST", "/api/entry", proof)
        assert status == 200, told
        self.cookie = headers["set-cookie"].partition(";")[0]
        self.second_half = told["second_half"]

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, Any]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"Origin": self.origin, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        if self.cookie:
            sent |= {"Cookie": self.cookie, "X-Session": self.second_half}
        connection.request(method, path, None if body is None else json.dumps(body), {**sent, **headers})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        is_json = (answer.headers["content-type"] or "").startswith("application/json")
        return answer.status, answer.headers, json.loads(content) if is_json else content.decode()

    def end(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """(exit code, standard error)."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        assert self.process.stderr
        said = self.process.stderr.read()
        return self.process.wait(20), said


Serve = Callable[..., Served]


@contextmanager
def starting() -> Iterator[Serve]:
    """The same, while it lasts."""
    begun: list[Served] = []

    def start(*said: object, port: int = 0, command: str = "start", **more: str) -> Served:
        port = port or free_port()
        process = subprocess.Popen(
            words(command, "--no-browser", "--port", port, *said),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=clean_environment(**more),
        )
        begun.append(Served(process, port))
        return begun[-1]

    yield start
    for each in begun:
        if each.process.poll() is None:
            each.process.kill()
        each.process.wait(10)
        for stream in (each.process.stdout, each.process.stderr):
            if stream and not stream.closed:
                stream.close()
