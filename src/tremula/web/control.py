"""How this user's other processes find and ask the running program: DIR/run/control.json, gone at the end."""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tremula.web.entry import digest, new_token


@dataclass(slots=True)
class Control:
    """The file with port, process id and a token that only this user can read."""

    path: Path
    _kept: bytes = b""

    def write(self, port: int) -> None:
        """Make the file, readable by its owner only; one left by a killed process is replaced."""
        token = new_token()
        self._kept = digest(token)
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.unlink(missing_ok=True)
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode({"port": port, "pid": os.getpid(), "token": token}))

    def knows(self, token: str) -> bool:
        """Whether it is the token of the file."""
        return bool(token and self._kept) and hmac.compare_digest(digest(token), self._kept)

    def remove(self) -> None:
        """Nobody can ask any more."""
        self.path.unlink(missing_ok=True)
