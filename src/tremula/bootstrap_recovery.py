"""Bootstrap's page for a new vault's recovery code: its file is made before the vault, and filled after it.

It never leaves a vault behind whose code nobody could have seen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tremula.core.failure import Refusal

if TYPE_CHECKING:
    from tremula.web.house import House

ROOM = 128
"""Bytes held for the code while the vault is being made: a full disk is known before."""


def make_with_code(house: House, out: Path, make: Callable[[], str]) -> None:
    """A new vault with its code in the file `out`; where either fails, neither is left."""
    with reserved(out) as file:
        try:
            code = make()
        except BaseException:
            out.unlink()
            raise
        try:
            fill(file, f"{code}\n")
        except OSError as error:
            house.erase()
            out.unlink()
            raise unwritable(out, error) from error
    warn_in_data(out, house.settings.data)


def warn_in_data(out: Path, data: Path) -> None:
    """Beside the vault it opens it for whoever takes the folder, and is lost with it."""
    if out.resolve().is_relative_to(data.resolve()):
        sys.stderr.write(f"{out} lies beside what it opens. Move the recovery code somewhere else.\n")


def reserved(out: Path) -> IO[str]:
    """The new file, readable by its owner only, with room for the code."""
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        words = f"{out} is there already. Name a file that does not exist yet."
        raise Refusal("recovery-out", words) from error
    except OSError as error:
        raise unwritable(out, error) from error
    file = os.fdopen(handle, "w", encoding="utf-8")
    try:
        fill(file, " " * ROOM)
    except OSError as error:
        file.close()
        out.unlink()
        raise unwritable(out, error) from error
    return file


def fill(file: IO[str], text: str) -> None:
    """Let this, and nothing else, be in the file, on the disk."""
    file.seek(0)
    file.write(text)
    file.truncate()
    file.flush()
    os.fsync(file.fileno())


def unwritable(out: Path, error: OSError) -> Refusal:
    """Why it cannot be written."""
    words = f"{out} cannot be written ({error.strerror}). No vault was made. Name another place."
    return Refusal("recovery-out", words)
