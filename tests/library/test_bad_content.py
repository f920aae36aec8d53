"""Each kind of mistake in a content file is told with its line, what is wrong, and the way out.

A case is bad/<name>.yaml, with what is told in bad/<name>.txt; all are laid among the shipped exercises.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tremula.bootstrap import check as check_all
from tremula.library.check import check
from tremula.library.read_files import ContentError, find_content, read_library

CASES = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(find_content(), tmp_path_factory.mktemp("content") / "content"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    root = Path(shutil.copytree(find_content(), tmp_path_factory.mktemp("bad") / "content"))
    for case in CASES:
        shutil.copy(case, root / "exercises" / case.name)
    lines: dict[str, list[str]] = {}
    for problem in check(root):
        lines.setdefault(Path(problem.where).stem, []).append(str(problem))
    return lines


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_it_is_told_with_its_line_and_the_way_out(told: dict[str, list[str]], case: Path) -> None:
    assert told[case.stem] == case.with_suffix(".txt").read_text("utf-8").splitlines()


def test_the_good_files_between_them_are_not_blamed(told: dict[str, list[str]]) -> None:
    assert sorted(told) == [case.stem for case in CASES]


def test_a_library_with_a_mistake_is_not_used(content: Path) -> None:
    bad = content / "exercises/parts/settle.yaml"
    good = bad.read_text("utf-8")
    bad.write_text(good.replace("  fold:\n", "  fld:\n"), "utf-8")
    with pytest.raises(ContentError, match=r"exercises/parts/settle\.yaml:\d+: “fld” .* “fold”"):
        read_library(content)
    bad.write_text(good, "utf-8")


def test_a_posture_without_its_stop_is_told(content: Path) -> None:
    settle = content / "exercises/parts/settle.yaml"
    good = settle.read_text("utf-8")
    begin, end = good.index("  fold:\n"), good.index("  sitting:\n")
    settle.write_text(good[:begin] + good[end:], "utf-8")
    assert [problem.what for problem in check(content)] == [
        "the stop for “fold” is missing; add “fold: …” under by-posture"
    ]
    settle.write_text(good, "utf-8")


@pytest.mark.parametrize(
    ("file", "good", "bad"), [("06-wall-sit", "higher", "highr"), ("07-butterfly", "no-lift", "nolift")]
)
def test_a_wrong_easier_way_is_told_also_where_there_are_variants(
    content: Path, file: str, good: str, bad: str
) -> None:
    path = content / f"exercises/{file}.yaml"
    kept = path.read_text("utf-8")
    path.write_text(kept.replace(f"easier: {good}", f"easier: {bad}"), "utf-8")
    line = kept[: kept.index(f"easier: {good}")].count("\n") + 1
    told = [str(problem) for problem in check(content)]
    path.write_text(kept, "utf-8")
    assert told[0] == (
        f"exercises/{file}.yaml:{line}: the easier way “{bad}” is not there; did you mean “{good}”?"
    )


@pytest.mark.parametrize(
    ("file", "good", "bad", "what"),
    [
        ("06-wall-sit", "at: 38 s\n            text: Let", "at: 59 s\n            text: Let",
         "has no room at 59 s at any dose"),
        ("07-butterfly", "high: 2 min\n    to: 2 min", "high: 2 min\n    to: 4 min", "2 minutes at most"),
        ("01-ankles", "say: ", "say: To { the ", "a brace stands alone"),
    ],
)  # fmt: skip
def test_what_would_be_left_out_or_said_wrongly_is_told(
    content: Path, file: str, good: str, bad: str, what: str
) -> None:
    path = content / f"exercises/{file}.yaml"
    kept = path.read_text("utf-8")
    assert good in kept
    path.write_text(kept.replace(good, bad, 1), "utf-8")
    told = [str(problem) for problem in check_all(content)]
    path.write_text(kept, "utf-8")
    assert [line for line in told if what in line and line.startswith(f"exercises/{file}.yaml:")], told


def test_files_that_are_not_read_and_gaps_are_told(content: Path) -> None:
    moved = [
        ("exercises/03-thighs.yaml", "exercises/03-thighs.yml"),
        ("places/areas.tsv", "places/areas.old"),
    ]
    for old, new in moved:
        (content / old).rename(content / new)
    told = [(problem.where, problem.what.partition(";")[0]) for problem in check_all(content)]
    for old, new in moved:
        (content / new).rename(content / old)
    assert {
        ("exercises", "no exercise has the number 3"),
        ("exercises/03-thighs.yml", "this file is not read"),
        ("places/areas.tsv", "the file is missing"),
    } <= set(told)


def test_what_an_editor_keeps_for_itself_is_no_problem(content: Path) -> None:
    lock = content / "exercises/.#01-ankles.yaml"
    lock.symlink_to("somebody@somewhere.1234")
    assert check_all(content) == []
    lock.unlink()


@pytest.mark.parametrize("missing", ["exercises/parts/rest.yaml", "words/en/practice.yaml"])
def test_a_missing_file_is_told(content: Path, missing: str) -> None:
    kept = (content / missing).read_bytes()
    (content / missing).unlink()
    assert [problem.where for problem in check(content)] == [missing]
    (content / missing).write_bytes(kept)


def test_what_is_not_utf_8_is_told_with_its_line(content: Path) -> None:
    bad = content / "exercises/latin.yaml"
    bad.write_bytes("id: latin\ntitle: Über\n".encode("latin-1"))
    assert [str(problem) for problem in check(content)] == [
        "exercises/latin.yaml:2: not UTF-8; save the file with the encoding UTF-8"
    ]
    bad.unlink()


def test_a_huge_file_is_told_and_not_read(content: Path) -> None:
    bad = content / "exercises/huge.yaml"
    bad.write_text("# " + "x" * 300_000, "utf-8")
    assert [problem.what for problem in check(content)] == ["larger than 256 KB; this is no content file"]
    bad.unlink()


def test_what_is_no_file_is_told(content: Path) -> None:
    folder = content / "exercises"
    (folder / "gone.yaml").symlink_to(folder / "nowhere.yaml")
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    found = {each.where: each.what for each in check(content)}
    gone = "it cannot be read (No such file or directory); bring the file back, or take it away"
    assert found == {
        "exercises/gone.yaml": gone,
        "exercises/folder.yaml": "this is no file; give it another name",
        "exercises/pipe.yaml": "this is no file; give it another name",
    }
    (folder / "folder.yaml").rmdir()
    (folder / "gone.yaml").unlink()
    (folder / "pipe.yaml").unlink()


def test_a_look_twice_or_none_is_told(content: Path) -> None:
    looks = content / "figures/body/looks.yaml"
    good = looks.read_text("utf-8")
    looks.write_text(good.replace("{id: olive,", "{id: pale,").replace("id: sleeves", "id: tee"), "utf-8")
    assert [each.what for each in check(content)] == [
        "“pale” is there already; choose another id",
        "“tee” is there already; choose another id",
    ]
    looks.write_text(good, "utf-8")


def test_endless_depth_is_told(content: Path) -> None:
    bad = content / "exercises/deep.yaml"
    bad.write_text("a: " + "[" * 5000 + "]" * 5000, "utf-8")
    problems = check(content)
    assert [problem.where for problem in problems] == ["exercises/deep.yaml"]
    assert "levels deep" in problems[0].what
    bad.unlink()


def test_a_need_without_its_reason_is_told(content: Path) -> None:
    words = content / "words/en/practice.yaml"
    good = words.read_text("utf-8")
    words.write_text(good.replace("    bed: it is not done on a bed\n", ""), "utf-8")
    assert [problem.what for problem in check(content)] == [
        "under “fit: needs:” the words for “bed” are missing; add a line “bed: …”"
    ]
    words.write_text(good, "utf-8")


def test_a_part_without_a_way_that_always_fits_is_told(content: Path) -> None:
    arrive = content / "exercises/parts/arrive.yaml"
    good = arrive.read_text("utf-8")
    arrive.write_text(good[: good.index("  - id: anywhere")], "utf-8")
    assert [problem.what for problem in check(content)] == [
        "a part needs a way that always fits; add a variant with “anywhere: true” and “tags: []”"
    ]
    arrive.write_text(good, "utf-8")


SIZES = [
    ("06-wall-sit", "            every: 60 s", "            every: 0 s", "between 1 s and 60 min"),
    ("06-wall-sit", "    to: 5 min\n", "    to: 6 min\n", "more than 5 minutes at the wall"),
    ("01-ankles", "repeat: $sways", "repeat: 100000", "too large; 100 is the most"),
    ("07-butterfly", "  first: 45 s", "  first: 5 min", "between 10 s and 60 s"),
    ("07-butterfly", "  every: 60 s", "  every: 10 min", "between 30 s and 90 s"),
    ("07-butterfly", "  window: 15 s", "  window: 60 s", "between 5 s and 15 s"),
]


@pytest.mark.parametrize(("name", "good", "bad", "told"), SIZES, ids=lambda text: str(text).strip()[:24])
def test_a_number_of_a_size_that_cannot_be_is_told(
    content: Path, name: str, good: str, bad: str, told: str
) -> None:
    file = content / f"exercises/{name}.yaml"
    text = file.read_text("utf-8")
    assert good in text
    file.write_text(text.replace(good, bad, 1), "utf-8")
    line = text[: text.index(good)].count("\n") + 1
    found = check(content)
    file.write_text(text, "utf-8")
    assert [(each.where, each.line) for each in found] == [(f"exercises/{name}.yaml", line)]
    assert told in found[0].what
