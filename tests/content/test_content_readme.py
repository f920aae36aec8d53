"""The example in content/README.md is a good exercise, and the README knows every kind of step."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.fit import NEEDS, fit_for
from tremula.core.exercise.plan import session_ids
from tremula.core.exercise.script import KINDS
from tremula.library.check import check
from tremula.library.read_files import find_content, read_library

ROOT = find_content()
README = (ROOT / "README.md").read_text("utf-8")


def with_example(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    shutil.copytree(ROOT, content)
    example, variants = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    (content / "exercises/shoulders.yaml").write_text(example + variants, "utf-8")
    return content


def test_the_example_is_checked_and_can_be_practised(tmp_path: Path) -> None:
    content = with_example(tmp_path)
    assert check(content) == []
    library = read_library(content)
    timeline = compile_timeline(library, session_ids(library, ["shoulders"]), "high")
    shoulders = [segment for segment in timeline.segments if segment.chapter == "shoulders"]
    assert sum("let them drop" in cue.text for cue in shoulders[0].cues) == 6


def test_its_other_ways_are_those_of_a_chair_and_a_bed(tmp_path: Path) -> None:
    library = read_library(with_example(tmp_path))
    for need, words in (("chair", "Sit well."), ("bed", "Lie well.")):
        timeline = compile_timeline(library, ["shoulders"], "default", fit=fit_for([need]))
        assert timeline.segments[0].cues[0].text.startswith(words)


def test_the_readme_tells_every_need_of_a_body() -> None:
    assert [need for need in NEEDS if f"`{need}`" not in README] == []


def test_the_readme_tells_every_kind_of_step() -> None:
    assert [kind for kind in KINDS if f"| `{kind}: " not in README] == []
