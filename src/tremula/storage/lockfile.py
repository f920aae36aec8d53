"""One process owns a vault: a lock that ends with the process, however it ends. It never waits."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from tremula.core.failure import Refusal


class Claim:
    """The lock on one vault's folder, held until `release` or the end of the process."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / "lock"
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def take(self) -> None:
        """Own the vault; Refusal("vault-in-use") when another process does. Taking it twice is fine."""
        if self.held:
            return
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            raise Refusal(
                "vault-in-use",
                "Another tremula has this vault open. Use that one, or stop it first.",
            ) from error
        self._descriptor = descriptor

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
