"""Each kind of mistake in content/safety is told with its line, what is wrong, and the way out.

A case is bad_safety/<name>.json: what is written in a shipped file in place of what. What is told stands in
<name>.txt, its lines counted from the changed one.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tremula.bootstrap import check
from tremula.library.guidance import problems_in
from tremula.library.places import find_content
from tremula.library.read_files import ContentError
from tremula.library.safety import read_safety
from tremula.library.safety_files import KINDS, safety_problems

NEAR = 12
CASES = sorted((Path(__file__).parent / "bad_safety").glob("*.json"))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(find_content() / "safety", tmp_path / "safety")
    return tmp_path


def told(content: Path, case: Path) -> list[str]:
    change = json.loads(case.read_text("utf-8"))
    file = content / change["file"]
    good = file.read_text("utf-8")
    assert change["instead-of"] in good
    changed = good[: good.index(change["instead-of"])].count("\n") + 1
    file.write_text(good.replace(change["instead-of"], change["stands"], 1), "utf-8")
    return [f"{each.where}:{near(each.line - changed)}: {each.what}" for each in safety_problems(content)]


def near(lines: int) -> str:
    """The line counted from the change; far from it, any other line may come between."""
    return f"{lines:+d}" if abs(lines) <= NEAR else "elsewhere"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_it_is_told_with_its_line_and_the_way_out(content: Path, case: Path) -> None:
    assert told(content, case) == case.with_suffix(".txt").read_text("utf-8").splitlines()
    with pytest.raises(ContentError):
        read_safety(content)


def test_the_shipped_rules_are_right() -> None:
    assert safety_problems(find_content()) == []


@pytest.mark.parametrize("name", KINDS)
def test_a_missing_file_is_told(content: Path, name: str) -> None:
    (content / f"safety/{name}.yaml").unlink()
    assert [str(each) for each in safety_problems(content)] == [
        f"safety/{name}.yaml:1: the file is missing; bring it back"
    ]


@pytest.mark.parametrize("name", [*KINDS, "hazards"])
def test_the_content_check_reads_every_safety_file(tmp_path: Path, name: str) -> None:
    for each in find_content().iterdir():
        if each.name != "safety":
            (tmp_path / each.name).symlink_to(each)
    shutil.copytree(find_content() / "safety", tmp_path / "safety")
    file = tmp_path / f"safety/{name}.yaml"
    file.write_text(file.read_text("utf-8") + "surprise: 1\n", "utf-8")
    assert [each.where for each in check(tmp_path)] == [f"safety/{name}.yaml"]


@pytest.mark.parametrize("text", ["[]", "rows: 3\n", "rows: [3]\n", "just text"])
def test_a_screening_of_another_shape_is_blamed_alone(content: Path, text: str) -> None:
    for folder in ("support", "evidence", "learn", "questionnaires", "figures", "practice", "journal"):
        (content / folder).symlink_to(find_content() / folder)
    (content / "safety/screening.yaml").write_text(text, "utf-8")
    assert problems_in(content) == []
    assert {each.where for each in safety_problems(content)} == {"safety/screening.yaml"}
