"""The operating system's own keyring, where there is a real one. It never falls back to a file in clear."""

from __future__ import annotations

from typing import Any

SERVICE = "tremula"
REAL = (
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
)


class Keyring:
    """One place for one secret per vault. `backend` is an object of the package `keyring`."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def get(self, vault_id: str) -> bytes | None:
        secret = self._backend.get_password(SERVICE, vault_id)
        return bytes.fromhex(secret) if secret else None

    def put(self, vault_id: str, secret: bytes) -> None:
        self._backend.set_password(SERVICE, vault_id, secret.hex())

    def remove(self, vault_id: str) -> None:
        if self._backend.get_password(SERVICE, vault_id):
            self._backend.delete_password(SERVICE, vault_id)


def system_keyring() -> Keyring | None:
    """The keyring of this computer, or None where there is only a stand-in (none, null, a plain file)."""
    import keyring

    chosen: Any = keyring.get_keyring()
    candidates = [*getattr(chosen, "backends", ()), chosen]
    return next((Keyring(one) for one in candidates if is_real(one)), None)


def is_real(backend: Any) -> bool:
    """Whether the backend is one of the operating system's."""
    return type(backend).__module__.startswith(REAL)
