"""YAML is read strictly: what it would guess is a problem, and everything has its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremula.library.nodes import read_yaml


def test_plain_values_are_what_they_look_like() -> None:
    read = read_yaml("a: 1\nb: 2.5\nc: true\nd: text\ne: '1'\nf: [x, {g: h}]\ni: 4 s\n", "file")
    assert read.problems == []
    assert read.value == {
        "a": 1,
        "b": 2.5,
        "c": True,
        "d": "text",
        "e": "1",
        "f": ["x", {"g": "h"}],
        "i": "4 s",
    }


def test_everything_has_its_line() -> None:
    read = read_yaml("a: 1\nb:\n  - c\n  - d: e\n", "file")
    assert (read.line(("a",)), read.line(("b", 0)), read.line(("b", 1, "d"))) == (1, 3, 4)
    assert read.line(("b", 1, "not there")) == 4


@pytest.mark.parametrize(
    "value",
    ["yes", "No", "ON", "True", "~", "", "null", "1:30", "0x10", "010", "1_000", ".inf", "1e3", "2024-01-01"],
)
def test_what_yaml_would_guess_is_a_problem_with_a_way_out(value: str) -> None:
    read = read_yaml(f"first: 1\nkey: {value}\n", "file")
    if value == "1e3":  # no number to YAML 1.1: a text, told by the shape
        assert read.value["key"] == "1e3"
        return
    assert [(problem.where, problem.line) for problem in read.problems] == [("file", 2)]


@pytest.mark.parametrize("value", ["1" * 5000, "-" + "9" * 400, "1" * 400 + ".5"], ids=len)
def test_a_number_without_end_is_a_problem(value: str) -> None:
    read = read_yaml(f"first: 1\nkey: {value}\n", "file")
    assert [(problem.line, "characters" in problem.what) for problem in read.problems] == [(2, True)]


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\ufeff", "\\u202e", "\\x07"])
def test_what_nobody_sees_in_a_text_is_a_problem(hidden: str) -> None:
    read = read_yaml(f'first: 1\nkey: "öne{hidden}two"\n', "file")
    assert [problem.line for problem in read.problems] == [2]
    assert "cannot be seen" in read.problems[0].what


def test_a_forbidden_character_is_told_with_its_line() -> None:
    assert [problem.line for problem in read_yaml("äöü: ß\nb: 1\nc: x\x7fy\n", "file").problems] == [3]


@given(st.text(max_size=300))
def test_no_text_makes_it_crash(text: str) -> None:
    read = read_yaml(text, "file")
    assert read.problems or read.value is not None


@given(
    st.dictionaries(st.text("abc", min_size=1), st.integers(0, 9) | st.text("xyz ", max_size=9), min_size=1)
)
def test_what_is_quoted_comes_back(values: dict[str, int | str]) -> None:
    text = "".join(
        f'"{key}": {value if isinstance(value, int) else repr(value)}\n' for key, value in values.items()
    )
    assert read_yaml(text, "file").value == values
