"""Erase everything: first the keys, which makes the rest unreadable, then the rest.

It never touches foreign files.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tremula.core.failure import Refusal
from tremula.storage.places import destroy, flush_directory

OURS = ("app.db*", "directory.db*", "fresh", "*.new", "*.damaged")
FOLDERS = ("backups", "blobs")
SIGNS = ("header.json*", *OURS, *FOLDERS, "lock", "run")
"""Where one of these lies, the folder is a vault's, or was."""


def erase_files(directory: Path) -> None:
    """Remove all of a vault; Refusal("not-erased") with the names of what could not be removed."""
    headers = [*directory.glob("header.json*"), *directory.glob("backups/header.json*")]
    for path in headers:
        destroy(path)
    flush_directory(directory)
    for path in [path for pattern in OURS for path in directory.glob(pattern)]:
        if path.is_dir() and not path.is_symlink():
            _remove_folder(path)  # what a killed restore drill left
        elif path.exists() or path.is_symlink():
            destroy(path)
    for folder in FOLDERS:
        _remove_folder(directory / folder)
    _verify(directory)
    (directory / "lock").unlink(missing_ok=True)
    flush_directory(directory)


def _remove_folder(folder: Path) -> None:
    if not folder.is_dir():
        return
    for path in folder.rglob("*"):
        if path.is_file():
            destroy(path)
    shutil.rmtree(folder)


def _verify(directory: Path) -> None:
    patterns = ("header.json*", *OURS, *FOLDERS)
    left = [path.name for pattern in patterns for path in directory.glob(pattern)]
    if left:
        raise Refusal(
            "not-erased", f"These files could not be removed: {', '.join(left)}. Please delete {directory}."
        )
