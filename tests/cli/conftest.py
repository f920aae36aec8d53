"""Starting tremula and never leaving one behind."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import PASSPHRASE, Serve, Served, clean_environment, free_port, words


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start tremula; whatever is still running at the end is ended."""
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


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"
