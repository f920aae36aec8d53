"""Reads every file of content/ onto a shelf, with its lines. It judges the shape of a file, not its sense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import TypeVar

from tremula.core.exercise.body import Body, Looks, Shape
from tremula.core.exercise.pose import Pose
from tremula.core.exercise.script import Script, Words
from tremula.core.failure import Problem
from tremula.library.nodes import Read, read_yaml
from tremula.library.shape import shaped
from tremula.library.voice import read_speech

Kind = TypeVar("Kind")
LARGEST = 256 * 1024


@dataclass(slots=True)
class Shelf:
    """What was read: the scripts, poses and words that have their shape, their files, and every problem."""

    scripts: dict[str, Script] = field(default_factory=dict)
    poses: dict[str, Pose] = field(default_factory=dict)
    words: Words | None = None
    files: dict[str, Read] = field(default_factory=dict)
    """The file of each script, by the script's id: lines for what is found wrong later."""
    problems: list[Problem] = field(default_factory=list)
    speech: dict[str, int] = field(default_factory=dict)
    """Milliseconds of the recorded texts by `clip_key`."""
    body: Body | None = None


def read_shelf(root: Path) -> Shelf:
    """All of content/ as far as it can be read; problems are values."""
    shelf = Shelf()
    for read, script in read_folder(root, "exercises/**/*.yaml", Script, shelf):
        place(shelf, read, script)
    for read, pose in read_folder(root, "figures/*.yaml", Pose, shelf):
        shelf.poses[pose.id] = pose
        named_like_file(shelf, read, pose.id)
    shelf.body = read_body(root, shelf)
    for _, words in read_folder(root, "words/en/practice.yaml", Words, shelf):
        shelf.words = words
    shelf.speech, silent = read_speech(root)
    shelf.problems += silent
    if shelf.words is None and not shelf.problems:
        shelf.problems.append(
            Problem("words/en/practice.yaml", 1, "the file is missing; it holds the shared words")
        )
    return shelf


def read_body(root: Path, shelf: Shelf) -> Body | None:
    """The body that takes the poses; None without its two files."""
    shapes = [shape for _, shape in read_folder(root, "figures/body/shape.yaml", Shape, shelf)]
    looks = []
    for read, look in read_folder(root, "figures/body/looks.yaml", Looks, shelf):
        shelf.problems += twice_in(look, read)
        looks.append(look)
    return Body(shapes[0], looks[0]) if shapes and looks else None


def twice_in(looks: Looks, read: Read) -> Iterator[Problem]:
    """Each choice of a look has an id of its own, and there is a first one."""
    for key in ("body", "skin", "hair", "clothes"):
        ids = [one.id for one in getattr(looks, key)]
        if not ids:
            yield Problem(read.where, read.line((key,)), f"“{key}” is empty; write at least one")
        for number, id in enumerate(ids):
            if id in ids[:number]:
                what = f"“{id}” is there already; choose another id"
                yield Problem(read.where, read.line((key, number, "id")), what)


def place(shelf: Shelf, read: Read, script: Script) -> None:
    """Put a script on the shelf, once."""
    if script.id in shelf.scripts:
        first = shelf.files[script.id].where
        shelf.problems.append(
            Problem(read.where, read.line(("id",)), f"“{script.id}” is in {first} already; choose another id")
        )
        return
    shelf.scripts[script.id] = script
    shelf.files[script.id] = read
    named_like_file(shelf, read, script.id)


def named_like_file(shelf: Shelf, read: Read, id: str) -> None:
    """Note a file that is not named after what it holds."""
    shelf.problems += named_like(read, id)


def named_like(read: Read, id: str) -> list[Problem]:
    """A file is named after what it holds: 02-calves.yaml or calves.yaml holds calves."""
    stem = Path(read.where).stem
    if id in (stem, stem.partition("-")[2]):
        return []
    what = f"the id is “{id}”, but the file is called {stem}; name the file {id}.yaml or change the id"
    return [Problem(read.where, read.line(("id",)), what)]


def read_folder(root: Path, pattern: str, kind: type[Kind], shelf: Shelf) -> Iterator[tuple[Read, Kind]]:
    """Each file with its value in shape; the problems of the others go to the shelf."""
    for path in sorted(root.glob(pattern)):
        if is_hidden(path.relative_to(root)):
            continue
        read = read_file(path, path.relative_to(root).as_posix())
        value = shaped(read, kind)
        shelf.problems += read.problems
        if value is not None:
            yield read, value


def is_hidden(where: Path) -> bool:
    """Whether an editor or the system put it there for itself, such as the lock `.#01-ankles.yaml`."""
    return any(part.startswith(".") for part in where.parts)


Stamp = tuple[tuple[str, int, int], ...]
"""Names, times of change and sizes."""


def stamp_of(folder: Path) -> Stamp:
    """What tells whether a file of this folder has changed."""
    return tuple(sorted((each.name, *_changed(each)) for each in folder.glob("*.yaml")))


def _changed(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except OSError:
        return 0, 0
    return told.st_mtime_ns, told.st_size


def read_file(path: Path, where: str) -> Read:
    """One file; too large, no UTF-8, or not to be read at all is a problem like any other."""
    try:
        return read_regular(path, where)
    except OSError as error:
        what = f"it cannot be read ({error.strerror}); bring the file back, or take it away"
        return Read(where, problems=[Problem(where, 1, what)])


def read_regular(path: Path, where: str) -> Read:
    """A file that is there. Raises OSError."""
    if not S_ISREG(path.stat().st_mode):
        return Read(where, problems=[Problem(where, 1, "this is no file; give it another name")])
    if path.stat().st_size > LARGEST:
        return Read(
            where, problems=[Problem(where, 1, f"larger than {LARGEST // 1024} KB; this is no content file")]
        )
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return Read(
            where, problems=[Problem(where, line, "not UTF-8; save the file with the encoding UTF-8")]
        )
    return read_yaml(text, where)
