"""Each kind of mistake in grounding, crisis lines and evidence is told with its line and the way out.

A case is bad_guidance/<name>.yaml, beginning with the file that it replaces; what is told is in <name>.txt.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tremula.library.guidance import GuidanceError, problems_in, read_guidance, read_hazards
from tremula.library.places import find_content

CASES = sorted((Path(__file__).parent / "bad_guidance").glob("*.yaml"))
FOLDERS = ("support", "evidence", "safety", "learn", "questionnaires", "figures", "practice", "journal")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for folder in FOLDERS:
        shutil.copytree(find_content() / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_it_is_told_with_its_line_and_the_way_out(content: Path, case: Path) -> None:
    place = case.read_text("utf-8").splitlines()[0].removeprefix("# as ")
    shutil.copy(case, content / place)
    told = [str(problem) for problem in problems_in(content)]
    assert told == case.with_suffix(".txt").read_text("utf-8").splitlines()
    with pytest.raises(GuidanceError):
        read_guidance(content)


def test_the_shipped_files_are_right() -> None:
    assert problems_in(find_content()) == []


@pytest.mark.parametrize("missing", ["support/grounding.yaml", "evidence/known.yaml"])
def test_a_missing_file_is_told(content: Path, missing: str) -> None:
    (content / missing).unlink()
    assert [problem.where for problem in problems_in(content)] == [missing]


def test_a_file_that_is_not_known_is_told(content: Path) -> None:
    (content / "support/austria.yaml").write_text("id: at\n")
    assert [str(problem) for problem in problems_in(content)] == [
        "support/austria.yaml:1: this file is not known here; name a country’s file like de.yaml"
    ]


def test_a_hazard_twice_is_told(content: Path) -> None:
    log = content / "safety/hazards.yaml"
    log.write_text(log.read_text("utf-8").replace("id: too-often", "id: fall"), "utf-8")
    with pytest.raises(
        GuidanceError, match=r"safety/hazards.yaml:\d+: “fall” is there already; choose another id"
    ):
        read_hazards(content)
