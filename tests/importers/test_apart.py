"""Files are read in a process beside the server, whose memory, time and files are bounded."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from made import bundle
from test_directory_files import TABLE, WORDS, source, steps, zipped

from tremula.core.directory.columns import guess
from tremula.core.failure import Refusal
from tremula.importers import apart, catalogue
from tremula.importers.child import MEMORY
from tremula.importers.limits import Source
from tremula.importers.steps import START, Position, Step


def read_apart(data: bytes, after: Position = START) -> list[Step]:
    file = source(data)
    seen = apart.look(file)
    assert seen == catalogue.look(file)
    return list(apart.read(file, seen.kind, guess(seen.columns, WORDS), WORDS, after))


@pytest.mark.parametrize("data", [bundle(), zipped(("a.csv", TABLE.encode()))], ids=["fhir", "zip"])
def test_the_process_tells_what_reading_here_would(data: bytes) -> None:
    here = steps(data)
    assert read_apart(data) == here
    assert read_apart(data, here[1].after) == here[2:]


def test_a_refusal_comes_through_with_its_words() -> None:
    with pytest.raises(Refusal, match="XML") as caught:
        apart.look(source(b"<Bundle/>"))
    assert caught.value.code == "xml"


def test_what_takes_too_much_memory_is_refused_and_does_no_harm_here() -> None:
    swarm = b'{"resourceType": "Bundle", "entry": [' + b"{}," * 7_900_000 + b"{}]}"
    with pytest.raises(Refusal, match="smaller files") as caught:
        list(apart.read(source(swarm), "fhir", {}, WORDS))
    assert caught.value.code == "too-much"


@pytest.mark.parametrize(
    ("harm", "sign"),
    [
        (f"bytearray({MEMORY})", "MemoryError"),
        ("open(sys.argv[1], 'w').write('x' * 99999)", "File too large"),
        ("exec('while True: pass')", ""),
    ],
    ids=["memory", "file", "time"],
)
def test_the_bounds_hold_whatever_a_parser_does(harm: str, sign: str, tmp_path: object) -> None:
    words = f"import sys\nfrom tremula.importers.child import bound\nbound(0)\n{harm}"
    command = [sys.executable, "-c", words, f"{tmp_path}/written"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == (1 if sign else -signal.SIGXCPU)
    assert sign in done.stderr


def test_a_process_that_dies_is_told_and_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert apart.ended(-signal.SIGXCPU).code == "too-slow"
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    with pytest.raises(Refusal, match="broke off"):
        apart.look(source(TABLE.encode()))


def test_a_file_that_vanishes_while_it_is_read_ends_the_process() -> None:
    class Vanishing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise Refusal("locked", "The vault is locked.")

    file = Source("gone.csv", 99, lambda: Vanishing(b"Name,City\n"))
    with pytest.raises(Refusal, match="locked"):
        apart.look(file)


def test_whoever_stops_reading_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    plain = subprocess.Popen

    def note(*given: object, **more: object) -> subprocess.Popen[bytes]:
        started.append(plain(*given, **more))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(apart.subprocess, "Popen", note)
    rows = b"Name,City\n" + b"Alma,Chicago\n" * 100_000
    reading = apart.read(source(rows), "csv", {"name": "Name"}, WORDS)
    assert isinstance(reading, Iterator)
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert started[0].returncode == -signal.SIGKILL
