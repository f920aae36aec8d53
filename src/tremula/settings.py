"""Where tremula listens and where its data lies: from the command line, the environment or the platform.

It never reads the passphrase itself, only where the passphrase's file lies.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tremula.core.failure import Refusal

PORT = 8750


@dataclass(frozen=True, slots=True)
class Settings:
    """What a start needs to know."""

    data: Path
    port: int = PORT
    port_named: str = ""
    """TREMULA_PORT as it stands: only what listens has to understand it."""
    passphrase_file: Path | None = None
    recovery_out: Path | None = None
    content: Path | None = None
    demo: bool = False


def from_environment(environment: Mapping[str, str]) -> Settings:
    """TREMULA_PORT, TREMULA_DATA, TREMULA_PASSPHRASE_FILE; empty counts as absent."""
    passphrase = environment.get("TREMULA_PASSPHRASE_FILE")
    return Settings(
        data=Path(environment.get("TREMULA_DATA") or default_data(environment, sys.platform)).expanduser(),
        port_named=environment.get("TREMULA_PORT", ""),
        passphrase_file=Path(passphrase).expanduser() if passphrase else None,
    )


def port_from(text: str, named: str = "") -> int:
    """A port that an ordinary person's program may listen on; `named` is where it was said."""
    if not (text.isascii() and text.isdigit() and len(text) < 7 and 1024 <= int(text) <= 65_535):
        here = f"{named} says “{text[:40]}”, which" if named else f"“{text[:40]}”"
        raise Refusal("port", f"{here} is not a port for tremula. Choose a number from 1024 to 65535.")
    return int(text)


def default_data(environment: Mapping[str, str], platform: str) -> str:
    """The folder in which this platform keeps a person's program data."""
    home = environment.get("HOME") or str(Path.home())
    if platform == "darwin":
        return f"{home}/Library/Application Support/tremula"
    if platform == "win32":
        return str(Path(environment.get("LOCALAPPDATA") or home) / "tremula")
    return str(Path(environment.get("XDG_DATA_HOME") or f"{home}/.local/share") / "tremula")


def passphrase_from(path: Path) -> str:
    """The first line of the file, without its line end."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        words = f"The passphrase file {path} cannot be read ({error.strerror})."
        raise Refusal("passphrase-file", words) from error
    except UnicodeDecodeError:
        # Without its cause: that error holds the bytes of the file.
        words = f"The passphrase file {path} is not in UTF-8. Save it with that encoding."
        raise Refusal("passphrase-file", words) from None
    if not lines or not lines[0]:
        raise Refusal(
            "passphrase-file", f"The passphrase file {path} is empty. Write the passphrase into it."
        )
    return lines[0]


def ask_os() -> Settings:
    """The settings that this process's environment asks for."""
    return from_environment(os.environ)
