"""A write is there whole or not at all, and a destroyed file is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tremula.storage import places


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "header.json"
    places.write_durably(path, b"old")

    def broken(_descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(places.os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        places.write_durably(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "somebody's file"
    target.write_bytes(b"theirs")
    (tmp_path / "app.db").symlink_to(target)
    with pytest.raises(OSError, match="symbolic"):
        places.write_and_flush(tmp_path / "app.db", b"ours")
    places.destroy(tmp_path / "app.db")
    assert target.read_bytes() == b"theirs"
    assert not (tmp_path / "app.db").is_symlink()
