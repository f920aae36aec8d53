"""The operating system's own keyring, where there is a real one. It never falls back to a file in clear."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tremula.core.failure import Refusal

SERVICE = "tremula"
REAL = (
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
)


class Keyring:
    """One place for one secret per vault. `backend` is an object of the package `keyring`.

    Refusal("no-keyring") when it does not answer.
    """

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def get(self, vault_id: str) -> bytes | None:
        with _answering():
            secret = self._backend.get_password(SERVICE, vault_id)
        return bytes.fromhex(secret) if secret else None

    def put(self, vault_id: str, secret: bytes) -> None:
        with _answering():
            self._backend.set_password(SERVICE, vault_id, secret.hex())

    def remove(self, vault_id: str) -> None:
        with _answering():
            if self._backend.get_password(SERVICE, vault_id):
                self._backend.delete_password(SERVICE, vault_id)


@contextmanager
def _answering() -> Iterator[None]:
    """A keyring that is locked, or was refused by the person, is no fault of the program."""
    from keyring.errors import KeyringError

    try:
        yield
    except KeyringError as error:
        raise Refusal(
            "no-keyring",
            "This computer's keyring did not answer, or did not allow it. Please use the passphrase.",
        ) from error


def system_keyring() -> Keyring | None:
    """The keyring of this computer, or None where there is only a stand-in (none, null, a plain file)."""
    import keyring

    chosen: Any = keyring.get_keyring()
    candidates = [*getattr(chosen, "backends", ()), chosen]
    return next((Keyring(one) for one in candidates if is_real(one)), None)


def is_real(backend: Any) -> bool:
    """Whether the backend is one of the operating system's."""
    return type(backend).__module__.startswith(REAL)
