"""One file to hand over: the sound file itself, or all of them zipped. It keeps nothing beside it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from tremula.actions.render_session import Made

DATE = (2020, 1, 1, 0, 0, 0)
"""In place of the hour at which somebody made this."""


def parcel(made: Made, folder: Path) -> Path:
    """The one file of a session in one piece, or `session.zip`; what went into the zip is removed."""
    if len(made.files) == 1:
        return folder / made.files[0].file
    packed = folder / "session.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in (made.contents, *(file.file for file in made.files)):
            put(archive, folder / name, name)
    return packed


def put(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    """Move one file into the archive."""
    entry = zipfile.ZipInfo(f"tremula-session/{name}", DATE)
    entry.external_attr = 0o644 << 16
    entry.file_size = path.stat().st_size
    with path.open("rb") as file, archive.open(entry, "w") as inside:
        shutil.copyfileobj(file, inside, 1 << 20)
    path.unlink()
