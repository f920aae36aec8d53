"""What the pages and the command line ask of the archive, whoever joins its rooms. It holds no code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from msgspec import Struct

from tremula.actions.archive import BroughtIn
from tremula.actions.ports import Store


class Written(Struct, frozen=True):
    """An archive that was written: how many records it holds, by kind, and its size."""

    rows: Mapping[str, int]
    bytes: int


class FhirWritten(Struct, frozen=True):
    """A FHIR bundle that was written: its size, how many forms, how many times one was filled in."""

    bytes: int
    questionnaires: int
    responses: int


class ArchiveDesk(Protocol):
    """Out of a vault's store, and into one."""

    def write(self, store: Store, out: Callable[[bytes], object]) -> Written:
        """Everything, piece by piece."""
        ...

    def write_file(self, store: Store, path: str) -> Written:
        """Into a new file, which is there whole or not at all. Refusal("file-exists", "not-written")."""
        ...

    def begin_upload(self, size: int) -> int:
        """Room for an archive that comes in pieces of so many bytes. Refusal("too-large")."""
        ...

    def put_piece(self, number: int, body: bytes) -> None:
        """A piece of it; Refusal("upload")."""
        ...

    def look(self, store: Store) -> BroughtIn:
        """What the uploaded archive would bring; nothing is changed. Refusals of a bad archive."""
        ...

    def bring_in(self, store: Store) -> BroughtIn:
        """Bring the uploaded archive in: all of it, or nothing. It goes from memory then."""
        ...

    def prove_file(self, path: str) -> None:
        """Look at every byte; Refusals of a bad archive."""
        ...

    def look_file(self, store: Store, path: str) -> BroughtIn: ...
    def bring_in_file(self, store: Store, path: str) -> BroughtIn: ...
    def forget(self) -> None:
        """Whatever was uploaded goes."""
        ...

    def close(self) -> None:
        """The vault is being locked: nothing goes out any more, and nothing waits."""
        ...
