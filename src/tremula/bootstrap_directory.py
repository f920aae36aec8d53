"""Bootstrap's page for the directory: joins its file, its importers, its words and the vault's key.

It decides nothing about a row and draws no page; whatever is under way stops before the vault is locked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Event, RLock, Thread
from typing import cast

from msgspec.structs import replace

from tremula.actions.directory import Import, Looked, Read, begin_or_go_on, bring_in, locator, search
from tremula.core.directory.columns import checked, guess
from tremula.core.directory.filters import Filters, Place, Results
from tremula.core.directory.gazetteer import Gazetteer
from tremula.core.directory.words import DirectoryWords, usual
from tremula.core.failure import Refusal
from tremula.importers import apart, catalogue
from tremula.importers.limits import Source, source_at
from tremula.importers.steps import START, Position
from tremula.importers.upload import uploaded
from tremula.library.directory import INVENTED, read_directory_words, read_gazetteer
from tremula.storage.directory import DirectoryFile

WHOLE = 256 << 20
"""Bytes of the largest file that is named by all of its content."""
SAMPLES = 64
LARGEST_UPLOAD = 200 << 20
PIECE = 1 << 20
Tell = Callable[[Import], None]


def quiet(now: Import) -> None:
    """Nobody listens."""


class Desk:
    """One vault's directory. `key` gives its key, and refuses while the vault is locked."""

    def __init__(self, path: Path, key: Callable[[], bytes], content: Path) -> None:
        self.path, self.key, self.content = path, key, content
        self._file: DirectoryFile | None = None
        self._turn = RLock()
        self._stop = Event()
        self._thread: Thread | None = None
        self._read_now = 0
        """The import that the thread reads."""
        self.trouble: dict[int, str] = {}
        """Why an import stopped, in plain words."""

    @cached_property
    def words(self) -> DirectoryWords:
        """Kinds of help, columns, questions."""
        return read_directory_words(self.content)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places; read at the first search with one."""
        return read_gazetteer(self.content)

    @property
    def file(self) -> DirectoryFile:
        """The directory's file; made at first use. Refusal("locked")."""
        with self._turn:
            if self._file is None:
                self._file = DirectoryFile(self.path, self.key())
            return self._file

    def close(self) -> None:
        """Stop what is under way, where it can go on, and let go of the key."""
        self._stop.set()
        thread = self._thread
        if thread is not None and thread.is_alive():
            thread.join(30)
        with self._turn:
            if self._file is not None:
                self._file.close()
                self._file = None

    def search(self, filters: Filters) -> tuple[Results, Place | None]:
        """What fits; Refusal("unknown-place")."""
        return search(self.file, self.gazetteer, usual(filters, self.words))

    def places_like(self, text: str) -> list[str]:
        """Places that may have been meant."""
        return self.gazetteer.like(text)

    def look(self, source: Source) -> Looked:
        """What a file is, with the columns as they were chosen last time, or guessed."""
        seen = apart.look(source)
        chosen = self.file.mapping(seen.columns) if seen.kind == "csv" else None
        known = (
            chosen if chosen is not None else guess(seen.columns, self.words) if seen.kind == "csv" else {}
        )
        return Looked(seen.kind, seen.columns, seen.samples, known, chosen is not None)

    def bring(
        self,
        source: Source,
        mapping: Mapping[str, str] | None = None,
        *,
        invented: bool = False,
        tell: Tell = quiet,
    ) -> Import:
        """A whole file, waiting; one that was broken off goes on. Refusals of every importer."""
        seen = self.look(source)
        chosen = self.chosen(seen, mapping)
        wanted = Import(
            0, source.name, seen.kind, digest_of(source), now(), "reading", source.size, chosen, invented
        )
        return self._run(begin_or_go_on(self.file, wanted), source, tell)

    def chosen(self, seen: Looked, mapping: Mapping[str, str] | None) -> Mapping[str, str]:
        """The columns to use, checked and kept for the next file like this."""
        if seen.kind != "csv":
            return {}
        chosen = checked(mapping or seen.guess, seen.columns, self.words)
        if mapping:
            self.file.keep_mapping(seen.columns, chosen)
        return chosen

    def bring_path(self, path: str, mapping: Mapping[str, str] | None, tell: Tell) -> Import:
        """The same for a file on the disk."""
        return self.bring(source_at(Path(path)), mapping, tell=tell)

    def bring_invented(self) -> None:
        """The invented people of the demonstration; each says so in its name, and its import in the list."""
        self.bring(source_at(self.content / INVENTED), invented=True)

    def _run(self, running: Import, source: Source, tell: Tell) -> Import:
        self._stop.clear()
        locate = locator(self.gazetteer)
        reads = self._reads(running, source)
        return bring_in(self.file, running, reads, locate, tell=tell, stopped=self._stop.is_set)

    def _reads(self, running: Import, source: Source) -> Iterator[Read]:
        after = Position(running.place, running.line) if running.rows else START
        kind = cast(catalogue.Kind, running.kind)
        for step in apart.read(source, kind, running.mapping, self.words, after, today=running.made[:10]):
            yield Read(step.item, step.after.offset, step.after.line, step.notes)

    def begin_upload(self, name: str, size: int) -> int:
        """Room for a file of the page; one that was chosen before and never begun goes."""
        if size > LARGEST_UPLOAD:
            words = "Over 200 MB is too much for the page. Close tremula, then: tremula directory import FILE"
            raise Refusal("too-large", words)
        for each in self.file.imports():
            if each.state == "chosen":
                self.file.undo(each.id)
        wanted = Import(0, name, "csv", "", now(), "chosen", size, {}, invented=False)
        return self.file.begin(wanted).id

    def put_piece(self, id: int, number: int, body: bytes) -> None:
        """A piece of it; Refusal("upload") for one that does not belong there."""
        import_ = self.file.import_(id)
        if import_.state != "chosen" or not 0 <= number < -(-import_.size // PIECE):
            raise Refusal("upload", "This piece does not belong to a file that is being brought in.")
        self.file.put_piece(id, number, body)

    def upload(self, id: int) -> Source:
        """An uploaded file, to be read."""
        import_ = self.file.import_(id)
        return uploaded(import_.name, import_.size, PIECE, lambda number: self.file.piece(id, number))

    def look_at_upload(self, id: int) -> Looked:
        """What the uploaded file is; one that cannot be read, or did not come whole, goes at once."""
        try:
            self.refuse_parts(id)
            return self.look(self.upload(id))
        except Refusal:
            self.file.undo(id)
            raise

    def refuse_parts(self, id: int) -> None:
        """Refusal("upload") where pieces of an uploaded file are missing."""
        if self.file.arrived(id) != self.file.import_(id).size:
            raise Refusal("upload", "The file did not arrive whole. Please choose it again.")

    def start(self, id: int, mapping: Mapping[str, str]) -> Import:
        """Begin or go on in a thread; Refusal("busy", "imported-already", "undoing", "columns")."""
        with self._turn:
            if self._thread is not None and self._thread.is_alive():
                raise Refusal("busy", "Another file is being read. Please wait until that is done.")
            import_, source = self.file.import_(id), self.upload(id)
            if import_.state == "chosen":
                import_ = self._begin_chosen(import_, source, mapping)
                source = self.upload(import_.id)
            elif import_.state != "reading":
                raise Refusal("busy", "This file is read already.")
            self.trouble.pop(import_.id, None)
            self._read_now = import_.id
            self._thread = Thread(target=self._work, args=(import_, source), daemon=True)
            self._thread.start()
            return import_

    def _begin_chosen(self, import_: Import, source: Source, mapping: Mapping[str, str]) -> Import:
        seen, digest = self.look(source), digest_of(source)
        for each in self.file.imports():
            if each.digest == digest and each.id != import_.id:
                return self._again(each, import_)
        chosen = self.chosen(seen, mapping)
        self.file.begin_reading(import_.id, seen.kind, digest, chosen)
        return replace(import_, kind=seen.kind, digest=digest, mapping=chosen, state="reading")

    def _again(self, there: Import, chosen: Import) -> Import:
        """A file that was chosen once more: one that broke off goes on, with the pieces that came now."""
        if there.state == "reading":
            for number in range(-(-chosen.size // PIECE)):
                self.file.put_piece(there.id, number, self.file.piece(chosen.id, number))
        self.file.undo(chosen.id)
        if there.state == "reading":
            return there
        if there.state == "undoing":
            raise Refusal("undoing", f"“{there.name}” is being taken out. Finish that first.")
        raise Refusal("imported-already", f"“{there.name}” is in the directory already.")

    def _work(self, import_: Import, source: Source) -> None:
        try:
            self._run(import_, source, quiet)
        except Refusal as refusal:
            self.trouble[import_.id] = refusal.words

    def undo(self, id: int) -> None:
        """Take an import out; what is being read is stopped for it, and another file than this goes on."""
        self.file.import_(id)
        thread, reading = self._thread, 0
        if thread is not None and thread.is_alive():
            reading = self._read_now
            self._stop.set()
            thread.join(60)
        try:
            self.file.undo(id)
            self.trouble.pop(id, None)
        finally:
            if reading not in (0, id) and self.file.import_(reading).state == "reading":
                self.start(reading, {})

    def under_way(self) -> bool:
        """Whether a file is being read."""
        return self._thread is not None and self._thread.is_alive()


def digest_of(source: Source) -> str:
    """Names a file by its size and content; of a very large one by pieces, so that it is not read twice."""
    step = PIECE if source.size <= WHOLE else source.size // SAMPLES
    with source.open() as stream:
        made = sha256(f"{source.size}|".encode())
        for offset in (*range(0, source.size, step), max(0, source.size - PIECE)):
            stream.seek(offset)
            made.update(stream.read(PIECE))
        return made.hexdigest()


def now() -> str:
    """Wall time."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")
