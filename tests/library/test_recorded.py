"""What recorded clips say to a checker of content: one too long for its place, a manifest that is broken."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tremula.core.exercise.speech import clip_key
from tremula.library.check import check
from tremula.library.read_files import find_content, read_library

SILENT = shutil.ignore_patterns("voice")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_content(), tmp_path / "content", ignore=SILENT))


def record(content: Path, speaker: str, **lengths: int) -> Path:
    """A manifest of one more speaker, with only what the compiler reads."""
    path = content / "voice/en" / speaker / "manifest.json"
    path.parent.mkdir(parents=True)
    clips = {clip_key(text): {"text": text, "ms": ms} for text, ms in lengths.items()}
    path.write_text(json.dumps({"speaker": speaker, "clips": clips}), "utf-8")
    return path


def test_without_a_voice_content_is_still_good(content: Path) -> None:
    assert check(content) == []
    assert read_library(content).speech == {}


def test_the_slowest_speaker_counts(content: Path) -> None:
    record(content, "quick", five=500, one=600)
    record(content, "slow", five=800)
    assert read_library(content).speech == {clip_key("five"): 800, clip_key("one"): 600}


def test_a_clip_too_long_for_a_countdown_is_told_with_its_length_and_the_way_out(content: Path) -> None:
    record(content, "slow", five=1200)
    told = [str(problem) for problem in check(content)]
    assert told
    for line in told:
        assert line.startswith("exercises/")
        assert "“five” needs 1.3 s to be said, but has 1.0 s at dose low; make it shorter" in line


def test_a_clip_too_long_for_its_moment_is_told_with_its_line(content: Path) -> None:
    record(content, "slow", **{"And straighten.": 60_000})
    where = [f"{problem.where}:{problem.line}" for problem in check(content)]
    lines = (content / "exercises/03-thighs.yaml").read_text("utf-8").splitlines()
    assert where
    for place in where:
        name, _, line = place.partition(":")
        assert name == "exercises/03-thighs.yaml"
        assert "And straighten." in lines[int(line) - 1]


def test_a_broken_manifest_is_told_with_the_way_out(content: Path) -> None:
    record(content, "slow", five=500).write_text('{"clips": {"x": {"text": "five"}}}', "utf-8")
    told = [str(problem) for problem in check(content)]
    assert len(told) == 1
    assert told[0].startswith("voice/en/slow/manifest.json:1:")
    assert "make voice" in told[0]
