"""A new file that appears whole or not at all: until then it has no name, so a killed program leaves nothing.

Where the system has no files without a name, it has a hidden one, which goes when writing breaks off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tremula.core.failure import Refusal
from tremula.storage.places import flush, flush_directory

NAMELESS: int = getattr(os, "O_TMPFILE", 0)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write, readable by its owner only. Refusal("file-exists", "not-written")."""
    if path.exists() or path.is_symlink():
        raise Refusal("file-exists", f"{path} is there already. Name a file that does not exist yet.")
    part = path.with_name(f".{path.name}.part")
    try:
        handle = _open(path.parent, part)
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            flush(out.fileno())
            _name(out.fileno(), part, path)
        flush_directory(path.parent)
    except OSError as error:
        words = f"{path} cannot be written ({error.strerror}). Choose another place."
        raise Refusal("not-written", words) from error
    finally:
        with suppress(OSError):
            part.unlink()


def _open(folder: Path, part: Path) -> int:
    if NAMELESS:
        with suppress(OSError):  # not every file system can
            return os.open(folder, os.O_WRONLY | NAMELESS, 0o600)
    return os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)


def _name(handle: int, part: Path, path: Path) -> None:
    """Never over a file that came meanwhile."""
    if part.exists():
        os.link(part, path)
    else:
        # Only with a folder named does Python ask the system to follow the link that stands for the file.
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.link(f"/proc/self/fd/{handle}", path.name, src_dir_fd=folder, dst_dir_fd=folder)
        finally:
            os.close(folder)
