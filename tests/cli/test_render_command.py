"""`tremula render` as a person types it: what is made, what is said, and how it refuses."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
import wave
from pathlib import Path

import pytest
from served import clean_environment, tremula, words

from tremula.library.read_files import find_content

FSIZE = "import resource, sys, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)); "


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def samples(path: Path) -> int:
    with wave.open(str(path)) as file:
        return file.getnframes()


def test_a_folder_of_files_is_told_to_people(tmp_path: Path) -> None:
    told = tremula("render", "ankles", "--out", tmp_path / "out")
    assert (told.returncode, told.stderr) == (0, "")
    for name in ("01-arrive.wav", "02-ankles.wav", "03-settle.wav", "04-rest.wav", "contents.txt"):
        assert (tmp_path / "out" / name).is_file()
        assert name in told.stdout
    assert "cannot hear you" in told.stdout
    assert "more" not in files(tmp_path / "out")


def test_the_json_tells_every_sound_with_its_moment(tmp_path: Path) -> None:
    told = json.loads(tremula("render", "fold", "--dose", "low", "--out", tmp_path / "out", "--json").stdout)
    timeline = json.loads(tremula("timeline", "arrive", "fold", "--dose", "low", "--json").stdout)
    fold = next(file for file in told["files"] if file["file"] == "02-fold.wav")
    begin, end = timeline["chapters"][1]["from"], timeline["chapters"][1]["to"]
    spoken = [(c["at"] - begin, c["text"]) for c in timeline["cues"] if c["text"] and c["chapter"] == "fold"]
    assert [(s["at"], s["what"]) for s in fold["sounds"] if s["kind"] == "voice"] == spoken
    assert fold["ms"] == end - begin
    assert samples(tmp_path / "out" / fold["file"]) == fold["samples"] == (end - begin) * fold["rate"] // 1000


def test_one_file_says_how_long_it_shakes(tmp_path: Path) -> None:
    out = tmp_path / "mine.wav"
    told = tremula("render", "butterfly", "--single", "--dose", "high", "--out", out)
    assert told.returncode == 0
    assert "at most 3 minutes" in told.stdout
    assert files(tmp_path) == ["mine.txt", "mine.wav"]
    again = json.loads(
        tremula("render", "butterfly", "--single", "--dose", "high", "--out", out, "--json").stdout
    )
    assert 0 < again["files"][0]["tremor_ms"] <= 180_000
    assert "three minutes at most" in json.dumps(again["files"][0]["sounds"][:4])


@pytest.mark.parametrize(
    ("said", "helps"),
    [
        (["anklez", "--out", "OUT"], "There is no exercise “anklez”"),
        (["spiral", "--out", "OUT"], "not open"),
        (["ankles", "--speaker", "nobody", "--out", "OUT"], "There are: "),
        (["ankles", "--out", "OUT.wav"], "--single"),
        (["ankles", "--single", "--out", "OUT.mp3"], ".wav"),
        (["ankles", "--out", "/proc/sounds"], "cannot be written"),
        (["ankles", "--single", "--out", "/dev/null/a.wav"], "cannot be written"),
    ],
)
def test_a_refusal_says_why_and_leaves_nothing(tmp_path: Path, said: list[str], helps: str) -> None:
    told = tremula("render", *(word.replace("OUT", str(tmp_path / "out")) for word in said))
    assert (told.returncode, told.stdout) == (1, "")
    assert helps in told.stderr
    assert "Traceback" not in told.stderr
    assert files(tmp_path) == []


@pytest.mark.parametrize("said", [["ankles"], ["ankles", "--dose", "huge", "--out", "x"], ["--out"]])
def test_what_is_not_understood_is_a_usage_error(said: list[str]) -> None:
    assert tremula("render", *said).returncode == 2


def test_a_missing_voice_and_a_damaged_clip_are_told(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(find_content(), content, ignore=shutil.ignore_patterns("voice"))
    told = tremula("render", "ankles", "--content", content, "--out", tmp_path / "out")
    assert (told.returncode, told.stdout) == (1, "")
    assert "voice" in told.stderr
    pack = content / "voice/en/heart"
    shutil.copytree(find_content() / "voice/en/heart", pack, ignore=shutil.ignore_patterns("aac"))
    for clip in (pack / "opus").iterdir():
        clip.write_bytes(clip.read_bytes()[:-30])
    told = tremula("render", "ankles", "--content", content, "--out", tmp_path / "out")
    assert told.returncode == 1
    assert "missing or damaged" in told.stderr
    assert not (tmp_path / "out").exists()


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    """The kernel itself refuses to let a file grow."""
    program = (
        FSIZE + "sys.argv = ['tremula', *sys.argv[1:]]; runpy.run_module('tremula', run_name='__main__')"
    )
    said = [sys.executable, "-c", program, "render", "ankles", "--out", str(tmp_path / "out")]
    told = subprocess.run(said, capture_output=True, text=True, env=clean_environment())
    assert (told.returncode, told.stdout) == (1, "")
    assert "not enough room" in told.stderr
    assert files(tmp_path) == []


def test_ended_from_outside_it_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(words("render", "--dose", "high", "--out", out), env=clean_environment())
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list(tmp_path.glob("out/*.part/*.wav")):
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 128 + signal.SIGTERM
    assert not out.exists()
