"""Each kind of mistake in a questionnaire is told with its line and the way out, also by `content check`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tremula.bootstrap import check
from tremula.library.places import find_content
from tremula.library.questionnaires import QuestionnaireError, problems_in, read_shelf

FOLDER = "questionnaires"
MISTAKES = [
    ("id: gad-7", "id: gad-8", "the id is “gad-8”, but the file is called gad-7"),
    ("  - id: q2\n", "  - id: q1\n", "“q1” stands here twice; choose another id"),
    ("high: 21\n", "high: 22\n", "its answers reach from 0 to 21; write these as low and high"),
    ("{low: 5, high: 9,", "{low: 6, high: 9,", "bands must follow each other without a gap"),
    ("items: [q1, q2,", "items: [q9, q2,", "“q9” is not there; there are q1, q2"),
    ("op: sum", "op: median", "“median” is not known here"),
    ("fill: prorate", "fill: parts", "“fill: parts” and “parts” belong together"),
    ("stem:", "stam:", "“stam” is no key here; did you mean “stem”?"),
    ("loinc: 69725-0", "loinc: sixty-nine", "“sixty-nine”"),
    ("every-days: 14\n", "", "every-days"),
]
HOOKS = [
    ("leads: crisis\n    item: q9", "leads: crisis\n    item: q99", "“q99” is not there"),
    (
        "    item: q9\n    value: 1\n",
        "",
        "a hook needs either an item with a value or a scale with “at” or “rise”",
    ),
    ("item: q9\n    value: 1", "scale: total\n    at: 9\n    rise: 3", "needs either “at” or “rise”"),
    ("leads: crisis", "leads: nowhere", "nowhere"),
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(find_content() / FOLDER, tmp_path / FOLDER)
    return tmp_path


def told(content: Path, form: str, old: str, new: str) -> list[str]:
    path = content / FOLDER / f"{form}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(QuestionnaireError):
        read_shelf(content)
    return [str(problem) for problem in problems_in(content)]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES, ids=lambda text: text.strip()[:24])
def test_it_is_told_with_its_line_and_the_way_out(content: Path, old: str, new: str, said: str) -> None:
    found = told(content, "gad-7", old, new)
    assert any(said in line for line in found), found
    assert all(line.startswith(f"{FOLDER}/gad-7.yaml:") for line in found)


@pytest.mark.parametrize(("old", "new", "said"), HOOKS, ids=lambda text: text.strip()[:24])
def test_a_hook_that_leads_nowhere_is_told(content: Path, old: str, new: str, said: str) -> None:
    assert any(said in line for line in told(content, "phq-9", old, new))


def test_a_question_that_follows_a_later_one_is_told(content: Path) -> None:
    found = told(content, "pc-ptsd-5", "when: {item: exposure, value: 1}", "when: {item: q5, value: 1}")
    assert "“q5” is no earlier item; name one that is asked before" in found[0]


def test_structures_are_checked_too(content: Path) -> None:
    path = content / FOLDER / "structures/isi.yaml"
    path.write_text(path.read_text("utf-8").replace("high: 28", "high: 29", 1), "utf-8")
    assert [problem.where for problem in problems_in(content)] == [f"{FOLDER}/structures/isi.yaml"] * 2


def test_the_content_check_reads_them(tmp_path: Path) -> None:
    for each in find_content().iterdir():
        if each.name not in (FOLDER, "voice"):
            (tmp_path / each.name).symlink_to(each)
    shutil.copytree(find_content() / FOLDER, tmp_path / FOLDER)
    before = len(check(tmp_path))
    told(tmp_path, "gad-7", "high: 21\n", "high: 22\n")
    after = check(tmp_path)
    assert len(after) > before
    assert any(problem.where == f"{FOLDER}/gad-7.yaml" for problem in after)


def test_the_shipped_ones_are_right() -> None:
    assert problems_in(find_content()) == []
