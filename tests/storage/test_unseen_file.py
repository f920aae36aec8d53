"""A new file is there whole or not at all, with names or without."""

from __future__ import annotations

from pathlib import Path

import pytest

from tremula.core.failure import Refusal
from tremula.storage import unseen_file
from tremula.storage.unseen_file import new_file


@pytest.fixture(params=[True, False], ids=["without a name", "with a hidden name"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if not request.param:
        monkeypatch.setattr(unseen_file, "NAMELESS", 0)
    return bool(request.param)


def test_it_appears_whole_and_private(tmp_path: Path, way: bool) -> None:
    with new_file(tmp_path / "a.zip") as out:
        out.write(b"x" * 100_000)
        assert [path.name for path in tmp_path.iterdir()] == ([] if way else [".a.zip.part"])
    assert (tmp_path / "a.zip").read_bytes() == b"x" * 100_000
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize("fault", [ZeroDivisionError, KeyboardInterrupt])
def test_broken_off_nothing_is_there(tmp_path: Path, way: bool, fault: type[BaseException]) -> None:
    with pytest.raises(fault), new_file(tmp_path / "a.zip") as out:
        out.write(b"half")
        raise fault
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_came_meanwhile_stays(tmp_path: Path, way: bool) -> None:
    with pytest.raises(Refusal) as caught, new_file(tmp_path / "a.zip") as out:
        out.write(b"mine")
        (tmp_path / "a.zip").write_bytes(b"theirs")
    assert caught.value.code == "not-written"
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.zip", b"theirs")]


def test_a_full_disk_is_told(tmp_path: Path, way: bool) -> None:
    with pytest.raises(Refusal) as caught, new_file(tmp_path / "a.zip"):
        raise OSError(28, "No space left on device")
    assert caught.value.code == "not-written" and "No space left" in caught.value.words
    assert list(tmp_path.iterdir()) == []
