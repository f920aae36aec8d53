"""Content is found in the source tree, in an installed wheel, and where a person says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tremula.core.failure import Refusal
from tremula.library import places
from tremula.library.read_files import find_content, read_library


def test_the_source_trees_content_is_found_and_whole() -> None:
    library = read_library(find_content())
    assert [*library.scripts][:2] == ["arrive", "stop-practice"]
    assert [*library.scripts][-2:] == ["settle", "rest"]
    assert len([script for script in library.scripts.values() if script.number]) == 8


def test_the_wheels_content_lies_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages/tremula"
    (package / "content/exercises").mkdir(parents=True)
    monkeypatch.setattr(places, "PACKAGE", package)
    assert find_content() == package / "content"


def test_without_any_content_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PACKAGE", tmp_path / "a/b")
    with pytest.raises(Refusal, match="Install tremula again"):
        find_content()


def test_a_named_folder_wins_and_must_hold_exercises(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no folder “exercises”"):
        find_content(tmp_path)
    (tmp_path / "exercises").mkdir()
    assert find_content(tmp_path) == tmp_path
