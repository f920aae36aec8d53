"""An import that is killed in the middle loses no row, doubles none, and keeps what it had told."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tremula.bootstrap_directory import Desk
from tremula.core.directory.filters import filters_from
from tremula.library.places import find_content

pytestmark = pytest.mark.faults
ROWS = 20_000
CHILD = Path(__file__).with_name("directory_child.py")


def begun(place: Path, file: Path | str) -> subprocess.Popen[str]:
    words = [sys.executable, str(CHILD), str(place), str(file)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def test_an_import_goes_on_after_every_kill(tmp_path: Path) -> None:
    file, place = tmp_path / "clinic.csv", tmp_path / "directory.db"
    lines = "".join(f"Invented {number},Chicago,{number % 150}\n" for number in range(ROWS))
    file.write_text("Name,City,Price\n" + lines)
    told = 0
    for _ in range(4):
        with begun(place, file) as child:
            assert child.stdout is not None
            told = int(child.stdout.readline())
            child.kill()
    with begun(place, file) as child:
        assert child.stdout is not None
        assert int(child.stdout.readlines()[-1]) == ROWS > told > 0
    desk = Desk(place, lambda: bytes(range(32)), find_content())
    found = [desk.file.entry(id) for id in range(1, ROWS + 1)]
    names = Counter(each.entry.name for each in found if each is not None)
    assert len(names) == ROWS
    assert set(names.values()) == {1}
    (done,) = desk.file.imports()
    assert (done.kept, done.rows, done.state) == (ROWS, ROWS, "done")
    assert desk.file.look("PRAGMA integrity_check") == [("ok",)]
    desk.close()


def cut_short(place: Path, file: Path | str) -> int:
    """Begin and kill behind the first commit; what that told."""
    with begun(place, file) as child:
        assert child.stdout is not None
        told = int(child.stdout.readline())
        child.kill()
    return told


def test_taking_out_what_a_kill_left_can_be_killed_too_and_the_file_comes_in_again(tmp_path: Path) -> None:
    file, place = tmp_path / "clinic.csv", tmp_path / "directory.db"
    rows = "".join(f'"Jürg {number}";"Köln\nam Rhein";{number % 150}\r\n' for number in range(6_000))
    file.write_bytes(("Name;City;Price\r\n" + rows + ";Köln;90\r\n").encode("cp1252"))
    assert cut_short(place, file) < 6_000
    with begun(place, file) as child:  # goes on to the end, past the bad last line
        assert child.stdout is not None
        assert int(child.stdout.readlines()[-1]) == 6_000
    assert 0 < cut_short(place, "undo") < 6_000
    desk = Desk(place, lambda: bytes(range(32)), find_content())
    assert [each.state for each in desk.file.imports()] == ["undoing"]
    desk.file.undo(1)
    for table in ("entry", "spot", "problem", "facet", "postcode", "import"):
        assert desk.file.look(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert desk.search(filters_from({"q": "Jürg"}))[0].total == 0
    again = desk.bring_path(str(file), None, lambda now: None)
    assert (again.kept, again.bad, again.state) == (6_000, 1, "done")
    assert [(each.line, "no name" in each.what) for each in desk.file.problems(again.id)] == [(12_002, True)]
    assert desk.file.look("PRAGMA integrity_check") == [("ok",)]
    desk.close()
