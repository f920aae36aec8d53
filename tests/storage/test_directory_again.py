"""A file that is chosen again, and one that is taken out beside another: nothing stops by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tremula.actions.directory import Import
from tremula.bootstrap_directory import Desk, digest_of
from tremula.library.places import find_content

ROWS = b"Name,City\nAlma Invented,Chicago\nBruno Invented,Chicago\n"
CHOSEN = {"name": "Name", "city": "City"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "directory.db", lambda: b"k" * 32, find_content())
    yield made
    made.close()


def upload(desk: Desk, body: bytes = ROWS, name: str = "a.csv") -> int:
    id = desk.begin_upload(name, len(body))
    desk.put_piece(id, 0, body)
    return id


def test_a_cell_that_was_left_out_can_be_looked_up(desk: Desk) -> None:
    body = b"Name,City,Price\nAlma,Chicago,sliding scale\nBruno,Chicago,90\n"
    desk.start(upload(desk, body), {**CHOSEN, "price": "Price"})
    assert ended(desk) == [("a.csv", "done", 2)]
    (there,) = desk.file.imports()
    assert (there.bad, there.reported) == (0, 1)
    (note,) = desk.file.problems(there.id)
    assert (note.line, "sliding scale" in note.what) == (2, True)


def ended(desk: Desk) -> list[tuple[str, str, int]]:
    assert desk._thread is not None
    desk._thread.join(60)
    return [(each.name, each.state, each.kept) for each in desk.file.imports()]


@pytest.mark.parametrize("pieces", [True, False], ids=["from-the-page", "from-the-command-line"])
def test_a_file_that_broke_off_goes_on_when_it_is_chosen_again(desk: Desk, pieces: bool) -> None:
    first = upload(desk)
    desk.file.begin_reading(first, "csv", digest_of(desk.upload(first)), CHOSEN)
    if not pieces:
        desk.file.put_piece(first, 0, b"")
    assert desk.start(upload(desk, name="again.csv"), CHOSEN).id == first
    assert ended(desk) == [("a.csv", "done", 2)]


def test_taking_one_file_out_lets_the_other_one_be_read_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = upload(desk)
    desk.start(there, CHOSEN)
    ended(desk)
    run, calls = desk._run, list[int]()

    def waits_once(running: Import, *rest: Any) -> Import:
        calls.append(running.id)
        if len(calls) == 1:
            desk._stop.clear()
            desk._stop.wait(30)
            return running
        return run(running, *rest)

    monkeypatch.setattr(desk, "_run", waits_once)
    other = upload(desk, ROWS + b"Carla Invented,Chicago\n", "b.csv")
    desk.start(other, CHOSEN)
    while not calls:
        pass
    desk.undo(there)
    assert ended(desk) == [("b.csv", "done", 3)]
    assert calls == [other, other]
