"""Where sound files go: a place is looked at before anything is made, and gets whole files or none."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tremula.core.failure import Refusal

OURS = b"tremula"
"""Stands in the tags of every sound file that we make."""
SOUNDS = (".wav", ".m4a")
OTHERS = (".mp3", ".aac", ".ogg", ".opus", ".flac", ".aiff", ".mp4", ".wma", ".zip")
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
LOOKED_AT = 1 << 20


class Place(NamedTuple):
    """A folder for many files, or the name of one without its ending."""

    folder: Path
    stem: str = ""
    ending: str = ""

    def __str__(self) -> str:
        return str(self.folder / (self.stem + self.ending))


def place_of(out: Path, *, single: bool) -> Place:
    """A folder, or with `single` also a .wav or .m4a file. Refusals: out-kind, out-single, out."""
    ending = out.suffix.lower()
    if out.is_dir() or ending not in (*SOUNDS, *OTHERS):
        if out.exists() and not out.is_dir():
            raise Refusal("out", f"{out} is not a folder. Name a folder, or with --single a .wav file.")
        return Place(out)
    if ending in OTHERS:
        raise Refusal("out-kind", f"“{ending}” is not made here. Name a folder, a .wav or an .m4a file.")
    if not single:
        words = "One file holds a whole session only with --single. Name a folder, or add --single."
        raise Refusal("out-single", words)
    return Place(out.parent, out.stem, ending)


def refuse_used(place: Place, names: Sequence[str]) -> None:
    """Never write over what is not ours, nor between the files of another session."""
    for name in names:
        path = place.folder / name
        if path.exists() and not ours(path):
            raise Refusal(
                "exists", f"{path} is there already, and tremula did not make it. Name another place."
            )
    if place.stem or not place.folder.is_dir():
        return
    stems = {str(Path(name).with_suffix("")) for name in names}
    for path in sorted((*place.folder.glob("*.*"), *place.folder.glob("more-*/*.*"))):
        stem = str(path.relative_to(place.folder).with_suffix(""))
        if path.suffix in SOUNDS and stem not in stems:
            words = f"{place.folder} holds other sound files ({path.name}). Name a folder of its own."
            raise Refusal("out-used", words)


def ours(path: Path) -> bool:
    """Whether we made this file: our name stands near its begin or its end."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        begin = file.read(LOOKED_AT)
        file.seek(max(0, path.stat().st_size - LOOKED_AT))
        return OURS in begin or OURS in file.read()


@contextmanager
def workshop(place: Place, need: int) -> Iterator[Path]:
    """A folder for half files beside the place, gone afterwards whatever happens; `need` is in bytes.

    Refusals: disk-full, out. A folder that was made for this goes as well when it stays empty.
    """
    with told_plainly(place):
        made = not place.folder.exists()
        if made and not place.stem:
            place.folder.mkdir(parents=True)
        try:
            if shutil.disk_usage(place.folder).free < need:
                raise full(place, need)
            with tempfile.TemporaryDirectory(prefix=".tremula-", suffix=".part", dir=place.folder) as folder:
                yield Path(folder)
        finally:
            if made and place.folder.is_dir() and not any(place.folder.iterdir()):
                place.folder.rmdir()


@contextmanager
def told_plainly(place: Place) -> Iterator[None]:
    """What the disk refuses, in words."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise full(place) from error
        words = f"{place} cannot be written ({error.strerror or error}). Name another place."
        raise Refusal("out", words) from error


def full(place: Place, need: int = 0) -> Refusal:
    """What is said where there is no room."""
    wanted = f" About {need // 1_000_000 + 1} MB are needed." if need else ""
    words = f"There is not enough room on the disk for {place}.{wanted} Nothing was kept. Name another place."
    return Refusal("disk-full", words)


def move(workshop: Path, names: Sequence[str], place: Place) -> None:
    """Put finished files where they belong, each whole and at once."""
    for name in names:
        target = place.folder / name
        target.parent.mkdir(exist_ok=True)
        (workshop / name).replace(target)
