"""Whole files or none: nothing half made stays behind, and nobody's file is written over."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from packs import CONTENT, clip_keys

from tremula.audio import making as making_module
from tremula.audio import place as place_module
from tremula.audio.making import make
from tremula.audio.place import Place, place_of
from tremula.core.failure import Refusal


@pytest.fixture(autouse=True)
def no_encoder(monkeypatch) -> None:
    monkeypatch.setattr(making_module, "find_encoder", lambda: None)


def quiet(done: float) -> None:
    pass


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def refused(code: str, action) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    assert caught.value.code == code
    return caught.value.words


def test_a_folder_gets_numbered_files_and_their_contents(plan_of, tmp_path: Path) -> None:
    told = []
    made = make(plan_of("ankles"), Place(tmp_path / "new" / "out"), CONTENT, told.append)
    assert files(tmp_path / "new" / "out") == [
        "01-arrive.wav",
        "02-ankles.wav",
        "03-settle.wav",
        "04-rest.wav",
        "contents.txt",
    ]
    assert [file.file for file in made.files] == files(tmp_path / "new" / "out")[:4]
    assert told == sorted(told)
    assert told[-1] == 1
    assert "ffmpeg" in made.notices[0]
    text = (tmp_path / "new" / "out" / "contents.txt").read_text("utf-8")
    assert "A recording cannot hear you" in text
    assert "02-ankles.wav" in text
    assert "Stop the recording whenever you like" in text


def test_the_shaking_has_its_own_folders_for_more(plan_of, tmp_path: Path) -> None:
    make(plan_of("butterfly"), Place(tmp_path), CONTENT, quiet)
    assert {"more-1/butterfly-2.wav", "more-2/butterfly-3.wav"} <= set(files(tmp_path))
    text = (tmp_path / "contents.txt").read_text("utf-8")
    assert "play one only if you chose it" in text.lower().replace("\n", " ")


def test_one_file_and_its_contents(plan_of, tmp_path: Path) -> None:
    make(plan_of("ankles", single=True), place_of(tmp_path / "mine.wav", single=True), CONTENT, quiet)
    assert files(tmp_path) == ["mine.txt", "mine.wav"]
    mode = stat.S_IMODE((tmp_path / "mine.wav").stat().st_mode)
    assert mode & 0o600 == 0o600


def test_the_same_session_again_takes_the_place_of_the_first(plan_of, tmp_path: Path) -> None:
    for _ in range(2):
        make(plan_of("ankles"), Place(tmp_path), CONTENT, quiet)
    assert len(files(tmp_path)) == 5


def test_the_same_order_gives_the_same_bytes(plan_of, tmp_path: Path) -> None:
    for name in ("a", "b"):
        make(plan_of("ankles"), Place(tmp_path / name), CONTENT, quiet)
    for name in files(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_another_session_is_not_mixed_in(plan_of, tmp_path: Path) -> None:
    make(plan_of("butterfly"), Place(tmp_path), CONTENT, quiet)
    before = files(tmp_path)
    refused("out-used", lambda: make(plan_of("ankles"), Place(tmp_path), CONTENT, quiet))
    assert files(tmp_path) == before


def test_somebody_s_file_is_never_written_over(plan_of, tmp_path: Path) -> None:
    (tmp_path / "song.wav").write_bytes(b"RIFF" + bytes(100))
    (tmp_path / "song.txt").write_text("verses")
    place = place_of(tmp_path / "song.wav", single=True)
    refused("exists", lambda: make(plan_of("ankles", single=True), place, CONTENT, quiet))
    (tmp_path / "song.wav").unlink()
    refused("exists", lambda: make(plan_of("ankles", single=True), place, CONTENT, quiet))
    assert (tmp_path / "song.txt").read_text() == "verses"


@pytest.mark.parametrize("name", ["a.mp3", "a.flac", "a.OGG"])
def test_other_kinds_of_file_are_refused(tmp_path: Path, name: str) -> None:
    refused("out-kind", lambda: place_of(tmp_path / name, single=True))


def test_one_file_needs_single(tmp_path: Path) -> None:
    assert "--single" in refused("out-single", lambda: place_of(tmp_path / "a.wav", single=False))


def test_m4a_needs_an_encoder(plan_of, tmp_path: Path) -> None:
    place = place_of(tmp_path / "a.m4a", single=True)
    refused("no-encoder", lambda: make(plan_of("ankles", single=True), place, CONTENT, quiet))
    assert files(tmp_path) == []


def test_a_file_in_the_way_of_the_folder_is_told(plan_of, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")
    refused("out", lambda: place_of(tmp_path / "notes", single=False))
    refused("out", lambda: make(plan_of("ankles"), Place(tmp_path / "notes" / "sub"), CONTENT, quiet))
    refused(
        "out",
        lambda: make(plan_of("ankles", single=True), Place(tmp_path / "no", "a", ".wav"), CONTENT, quiet),
    )
    assert files(tmp_path) == ["notes"]


def test_a_damaged_clip_in_the_middle_leaves_nothing(plan_of, tmp_path: Path, own_content, own_pack) -> None:
    key = clip_keys(own_pack)["Slowly now. Move your fingers, and your toes."]
    (own_pack / "opus" / f"{key}.opus").write_bytes(b"OggS")
    refused("damaged-clip", lambda: make(plan_of("ankles"), Place(tmp_path / "out"), own_content, quiet))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_disk_that_fills_up_leaves_nothing(plan_of, tmp_path: Path, monkeypatch, number: int) -> None:
    def fill(*args, **kwargs) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(making_module.wav, "write", fill)
    words = refused("disk-full", lambda: make(plan_of("ankles"), Place(tmp_path / "out"), CONTENT, quiet))
    assert "room" in words
    assert not (tmp_path / "out").exists()


def test_too_little_room_is_told_before_anything_is_made(plan_of, tmp_path: Path, monkeypatch) -> None:
    class Little:
        free = 1000

    monkeypatch.setattr(place_module.shutil, "disk_usage", lambda path: Little)
    assert " MB " in refused(
        "disk-full", lambda: make(plan_of("ankles"), Place(tmp_path / "out"), CONTENT, quiet)
    )
    assert not (tmp_path / "out").exists()


def test_an_interruption_leaves_nothing(plan_of, tmp_path: Path) -> None:
    def interrupt(done: float) -> None:
        if done > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(plan_of("ankles"), Place(tmp_path / "out"), CONTENT, interrupt)
    assert not (tmp_path / "out").exists()
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "letter").write_text("mine")
    with pytest.raises(KeyboardInterrupt):
        make(plan_of("ankles"), Place(tmp_path / "kept"), CONTENT, interrupt)
    assert files(tmp_path) == ["kept/letter"]
