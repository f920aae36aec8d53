"""m4a comes from a program of this computer: found on the path, told titles and chapters, not trusted."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from packs import CONTENT

from tremula.audio.encode import find_encoder, metadata
from tremula.audio.making import make
from tremula.audio.place import Place, place_of
from tremula.core.failure import Refusal

WORKS = """#!{python}
import sys
from pathlib import Path
said = sys.argv[1:]
told = Path(said[said.index("ffmetadata") + 2]).read_text("utf-8")
Path(said[-1]).write_bytes(b"ftypM4A tremula" + told.encode())
"""
FAILS = "#!{python}\nimport sys\nsys.stderr.write('no such codec')\nsys.exit(1)\n"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A path with nothing on it but what a test puts there."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text.format(python=sys.executable))
    (folder / name).chmod(0o755)


def test_ffmpeg_is_taken_before_afconvert_and_none_where_there_is_none(programs: Path) -> None:
    assert find_encoder() is None
    put(programs, "afconvert", FAILS)
    assert find_encoder().name == "afconvert"
    put(programs, "ffmpeg", FAILS)
    assert find_encoder() == ("ffmpeg", os.fspath(programs / "ffmpeg"))


def test_what_has_a_meaning_for_ffmpeg_is_escaped() -> None:
    told = metadata({"INAM": "a=b;c#d\\e\nf"}, [(0, "one = 1"), (500, "two")], 900)
    assert told.startswith(";FFMETADATA1\ntitle=a\\=b\\;c\\#d\\\\e\\\nf\n")
    assert "START=0\nEND=500\ntitle=one \\= 1" in told
    assert "START=500\nEND=900\ntitle=two" in told


def test_m4a_stands_beside_wav_with_title_and_chapters(plan_of, programs: Path, tmp_path: Path) -> None:
    put(programs, "ffmpeg", WORKS)
    made = make(plan_of("ankles"), Place(tmp_path / "out"), CONTENT, lambda done: None)
    assert made.notices == ()
    for file in made.files:
        assert (tmp_path / "out" / file.file).is_file()
    told = (tmp_path / "out/02-ankles.m4a").read_text("utf-8")
    assert "title=Ankle stretch" in told
    assert "[CHAPTER]" in told
    assert list((tmp_path / "out").glob("*.ffmetadata")) == []


def test_an_m4a_alone_leaves_no_wav(plan_of, programs: Path, tmp_path: Path) -> None:
    put(programs, "ffmpeg", WORKS)
    place = place_of(tmp_path / "mine.m4a", single=True)
    make(plan_of("ankles", single=True), place, CONTENT, lambda done: None)
    assert sorted(path.name for path in tmp_path.glob("mine.*")) == ["mine.m4a", "mine.txt"]


def test_an_encoder_that_fails_costs_only_the_m4a(plan_of, programs: Path, tmp_path: Path) -> None:
    put(programs, "ffmpeg", FAILS)
    made = make(plan_of("ankles"), Place(tmp_path / "out"), CONTENT, lambda done: None)
    assert "ffmpeg" in made.notices[0]
    assert {Path(file.file).suffix for file in made.files} == {".wav"}
    assert list((tmp_path / "out").glob("*.m4a")) == []
    place = place_of(tmp_path / "mine.m4a", single=True)
    with pytest.raises(Refusal, match="no such codec"):
        make(plan_of("ankles", single=True), place, CONTENT, lambda done: None)
    assert list(tmp_path.glob("mine.*")) == []
