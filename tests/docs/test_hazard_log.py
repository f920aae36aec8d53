"""The hazard log is whole, and each of its rows names tests that exist: found by reading, not by running."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tremula.core.guidance import Hazard
from tremula.library.guidance import read_hazards
from tremula.library.places import find_content

ROOT = Path(__file__).parents[2]
HAZARDS = read_hazards(find_content()).hazards
ORDER = ("minor", "moderate", "serious", "grave")


@cache
def names_in(path: Path) -> frozenset[str]:
    """The names of a file's tests: functions of Python, titles of JavaScript."""
    source = path.read_text("utf-8")
    if path.suffix == ".js":
        return frozenset(
            match[2] for match in re.finditer(r"^\s*test\(\s*([\"'`])(.*?)\1", source, re.MULTILINE)
        )
    found = [
        node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return frozenset(node.name for node in found if node.name.startswith("test_"))


def missing(named: str) -> str:
    """What is wrong with “path::name”; empty when the test is there."""
    path, _, name = named.partition("::")
    file = ROOT / path
    if not (path.startswith("tests/") and file.is_file()):
        return f"no file {path}"
    return "" if name.partition("[")[0] in names_in(file) else f"no test {name} in {path}"


def test_there_are_at_least_25() -> None:
    assert len(HAZARDS) >= 25


@pytest.mark.parametrize("row", HAZARDS, ids=lambda row: row.id)
def test_a_row_names_tests_that_exist(row: Hazard) -> None:
    assert [problem for named in row.tests if (problem := missing(named))] == []


@pytest.mark.parametrize("row", HAZARDS, ids=lambda row: row.id)
def test_a_control_makes_it_less(row: Hazard) -> None:
    assert ORDER.index(row.severity.after) < ORDER.index(row.severity.before)


def test_a_test_that_is_not_there_is_told() -> None:
    assert missing("tests/docs/test_hazard_log.py::test_there_are_at_least_25") == ""
    assert missing("tests/docs/test_hazard_log.py::test_there_are_none") == (
        "no test test_there_are_none in tests/docs/test_hazard_log.py"
    )
    assert missing("tests/docs/test_nothing.py::test_there") == "no file tests/docs/test_nothing.py"
    assert missing("tests/js/gaps.test.js::time passes as the monotonic clock says") == ""
    assert missing("tests/js/gaps.test.js::time passes") == "no test time passes in tests/js/gaps.test.js"


def test_no_two_rows_are_the_same() -> None:
    assert len({row.hazard for row in HAZARDS}) == len(HAZARDS)
