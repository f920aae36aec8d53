"""Bootstrap's page for what goes out and comes in: joins the vault's store with what writes and what reads.

What a browser brings is held encrypted on the disk under a key that is nowhere but in memory.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from errno import ENOSPC
from pathlib import Path
from threading import Event, RLock
from typing import TYPE_CHECKING

from tremula.core.failure import Refusal
from tremula.settings import Settings, passphrase_from

if TYPE_CHECKING:
    from tremula.actions.archive import BroughtIn
    from tremula.actions.archive_desk import ArchiveDesk, FhirWritten, Written
    from tremula.actions.ports import Store
    from tremula.core.archive.files import Manifest
    from tremula.core.questionnaire.plug_in import Shelf
    from tremula.importers.archive import Archive
    from tremula.importers.limits import Source
    from tremula.storage.vault import Vault
    from tremula.web.house import House

PIECE = 1 << 20
LARGEST_UPLOAD = 1 << 30


def archive_desk(settings: Settings) -> ArchiveDesk:
    """Archives of this vault."""
    return Desk(settings.data)


class Counter:
    """Hands bytes on and knows how many they were."""

    def __init__(self, out: Callable[[bytes], object], stopped: Event) -> None:
        self._out = out
        self._stopped = stopped
        self.bytes = 0

    def write(self, data: bytes) -> None:
        """Hand it on; Refusal("locked") once the vault was locked meanwhile."""
        if self._stopped.is_set():
            raise Refusal("locked", "tremula was locked while the archive was written.")
        self.bytes += len(data)
        self._out(data)


class Desk:
    """actions.archive_desk.ArchiveDesk. `folder` is the vault's, where an upload waits, sealed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = RLock()
        self._upload: Upload | None = None
        self._stop = Event()

    def write(self, store: Store, out: Callable[[bytes], object]) -> Written:
        """Everything, piece by piece."""
        from tremula.actions.archive import write_out
        from tremula.actions.archive_desk import Written
        from tremula.exporters.archive import write_archive

        counter = Counter(out, self._stop)
        manifest = store.read_sync(write_out, lambda read: write_archive(read, counter))
        return Written(rows_in(manifest), counter.bytes)

    def write_file(self, store: Store, path: str) -> Written:
        """Into a new file, which is there whole or not at all."""
        from tremula.storage.unseen_file import new_file

        with new_file(Path(path)) as out:
            return self.write(store, out.write)

    def begin_upload(self, size: int) -> int:
        """Room for an archive that comes in pieces."""
        if size > LARGEST_UPLOAD:
            words = "Over 1 GB is too much for the page. Close tremula, then: tremula import FILE"
            raise Refusal("too-large", words)
        with self._turn:
            self.forget()
            try:
                self._upload = Upload(self._folder / "archive-upload.new", size)
            except OSError as error:
                raise no_room() from error
        return PIECE

    def put_piece(self, number: int, body: bytes) -> None:
        """A piece of it; pieces come in order. Where the disk refuses one, all of it goes."""
        with self._turn:
            try:
                self._uploaded().put(number, body)
            except OSError as error:
                self.forget()
                raise no_room() from error

    def look(self, store: Store) -> BroughtIn:
        """What the uploaded archive would bring; one that is bad goes at once."""
        with self._turn:
            source = self._uploaded().source()
            try:
                return rehearsed(store, source)
            except Refusal:
                self.forget()
                raise

    def bring_in(self, store: Store) -> BroughtIn:
        """Bring the uploaded archive in."""
        with self._turn:
            source = self._uploaded().source()
            try:
                return brought_in(store, source)
            finally:
                self.forget()

    def prove_file(self, path: str) -> None:
        """Look at every byte."""
        from tremula.importers.limits import source_at

        with proved(source_at(Path(path))):
            pass

    def look_file(self, store: Store, path: str) -> BroughtIn:
        """What the archive would bring."""
        from tremula.importers.limits import source_at

        return rehearsed(store, source_at(Path(path)))

    def bring_in_file(self, store: Store, path: str) -> BroughtIn:
        """Bring it in: all of it, or nothing."""
        from tremula.importers.limits import source_at

        return brought_in(store, source_at(Path(path)))

    def close(self) -> None:
        """The vault is being locked: nothing goes out any more, and nothing waits."""
        self._stop.set()
        self._stop = Event()
        self.forget()

    def forget(self) -> None:
        """Whatever was uploaded goes."""
        with self._turn:
            upload, self._upload = self._upload, None
            if upload is not None:
                upload.close()

    def _uploaded(self) -> Upload:
        if self._upload is None:
            raise Refusal("upload", "There is no archive here. Choose the file again.")
        return self._upload


def write_fhir(store: Store, path: Path, shelf: Shelf) -> FhirWritten:
    """What was filled in, in a new file. Refusal("nothing-there", "file-exists", "not-written")."""
    from msgspec import json

    from tremula.actions.archive_desk import FhirWritten
    from tremula.actions.questionnaires import all_filled_in
    from tremula.exporters.fhir.bundle import bundle
    from tremula.storage.unseen_file import new_file

    forms, entries = store.read_sync(all_filled_in, shelf)
    made = bundle(forms, entries, datetime.now(UTC).astimezone().isoformat(timespec="milliseconds"))
    kinds = [each["resource"]["resourceType"] for each in made.get("entry", [])]
    if not kinds:
        raise Refusal(
            "nothing-there", "No questionnaire and no check-in is filled in, so no file was written."
        )
    told = json.format(json.encode(made)) + b"\n"
    with new_file(path) as out:
        out.write(told)
    return FhirWritten(len(told), kinds.count("Questionnaire"), kinds.count("QuestionnaireResponse"))


def no_room() -> Refusal:
    """The refusal where an upload finds no place."""
    return Refusal("not-saved", "The disk is full, or gave an error. Make room, then choose the file again.")


def rows_in(manifest: Manifest) -> dict[str, int]:
    """How many records of each kind."""
    from tremula.core.archive.files import data_file
    from tremula.core.archive.lines import KINDS

    rows = {file.path: file.rows for file in manifest.files}
    return {kind: rows[data_file(kind)] for kind in KINDS}


@contextmanager
def proved(source: Source) -> Iterator[Archive]:
    """An archive of which every byte was looked at before anything is done with it."""
    from tremula.importers.archive import opened

    with opened(source) as archive:
        archive.prove()
        yield archive


def brought_in(store: Store, source: Source) -> BroughtIn:
    """All of an archive into a store."""
    from tremula.actions.archive import bring_in

    with proved(source) as archive:
        return store.write_sync(bring_in, archive.lines)


def rehearsed(store: Store, source: Source) -> BroughtIn:
    """What that would do, done and undone."""
    from tremula.actions.archive import Rehearsed, rehearse

    with proved(source) as archive:
        try:
            store.write_sync(rehearse, archive.lines)
        except Rehearsed as told:
            return told.result
    raise AssertionError("a rehearsal always ends with its result")


def make_where_none(
    settings: Settings,
    claim: Callable[[Settings], Vault],
    build: Callable[[Settings, Vault], House],
    make: Callable[[House, str], None],
) -> bool:
    """A new vault for an archive to go into, if a file names its passphrase; whether it was made."""
    if settings.passphrase_file is None:
        return False
    vault = claim(settings)
    house = build(settings, vault)
    try:
        if vault.state != "new":
            return False
        make(house, passphrase_from(settings.passphrase_file))
        return True
    finally:
        house.close()


class Upload:
    """Pieces of one file, each sealed with AES-GCM, in one file of the vault's folder."""

    def __init__(self, path: Path, size: int) -> None:
        from tremula.storage.places import make_private

        make_private(path.parent)
        path.unlink(missing_ok=True)
        self._path, self._size = path, size
        self._key = secrets.token_bytes(32)
        self._pieces: list[tuple[int, bytes, int]] = []
        self._out = path.open("xb", buffering=0)
        path.chmod(0o600)

    def put(self, number: int, body: bytes) -> None:
        """The next piece; Refusal("upload") for one that is not."""
        from tremula.storage.keys import seal

        expected = min(PIECE, self._size - len(self._pieces) * PIECE)
        if number != len(self._pieces) or len(body) != expected:
            raise Refusal("upload", "The pieces of the file came in another order. Choose the file again.")
        nonce, sealed = seal(self._key, body, str(number).encode())
        place = self._out.tell()
        if self._out.write(sealed) != len(sealed):
            raise OSError(ENOSPC, "only a part of a piece was written")
        self._pieces.append((place, nonce, len(sealed)))

    def source(self) -> Source:
        """The whole file, to be read; Refusal("upload") while pieces are missing."""
        from tremula.importers.upload import uploaded

        if len(self._pieces) * PIECE < self._size:
            raise Refusal("upload", "The file has not come to its end. Choose it again.")
        return uploaded("archive.zip", self._size, PIECE, self._piece)

    def _piece(self, number: int) -> bytes:
        from tremula.storage.keys import unseal

        if number >= len(self._pieces):
            return b""
        offset, nonce, length = self._pieces[number]
        with self._path.open("rb") as file:
            file.seek(offset)
            body = unseal(self._key, nonce, file.read(length), str(number).encode())
        if body is None:
            raise Refusal("upload", "The file on its way was changed. Choose it again.")
        return bytes(body)

    def close(self) -> None:
        """Gone, and unreadable even where the disk keeps it."""
        self._out.close()
        self._path.unlink(missing_ok=True)
