"""An archive of everything, read strictly: names, lengths, checksums and the shape of every line.

It writes nothing and unpacks nothing to a disk. Each pass reads from the zip anew, so nothing large is held.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import IO, NoReturn

import msgspec

from tremula.core.archive import files as names
from tremula.core.archive.files import File, Manifest
from tremula.core.archive.lines import KINDS, Line
from tremula.core.failure import Refusal
from tremula.importers.limits import RATIO, SLACK, Source, bomb, checked

EXPANDED = 4 << 30
"""Bytes of everything unpacked."""
SMALL = 4 << 20
"""Bytes of the manifest and the list of checksums."""
LINE = 16 << 20
PIECE = 1 << 16
DAMAGED = "archive-damaged"
BEGIN = b"PK\x03\x04"
NO_ZIP = Refusal("no-archive", "This is no archive of tremula: it is not a zip.")
CUT_OFF = Refusal(
    DAMAGED, "This file begins like an archive but is cut off. Please copy it again; nothing was brought in."
)


class Archive:
    """One archive, open for reading; `manifest` says what is in it."""

    def __init__(self, zip: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip = zip
        self.manifest = manifest
        self._files = {file.path: file for file in manifest.files}

    def prove(self) -> None:
        """Read everything once: lengths, checksums, shapes. Refusal("archive-damaged", "bomb")."""
        for file in self.manifest.files:
            kind = _kind_of(file.path)
            if kind:
                for _ in self.lines(kind):
                    pass
            else:
                for _ in self._pieces(file):
                    pass

    def rows(self, kind: str) -> int:
        """How many records of a kind it says it has."""
        file = self._files.get(names.data_file(kind))
        return file.rows if file else 0

    def lines(self, kind: str) -> Iterator[Line]:
        """Every record of a kind; the checksum is compared at the end."""
        file = self._files[names.data_file(kind)]
        decoder = msgspec.json.Decoder(KINDS[kind])
        count = 0
        for number, line in enumerate(self._split(file), 1):
            try:
                yield decoder.decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
                words = f"Line {number} of {file.path} is not as it should be. Nothing was brought in."
                raise Refusal(DAMAGED, words) from error
            count = number
        if count != file.rows:
            _refuse(f"{file.path} has {count} lines and should have {file.rows}")

    def _split(self, file: File) -> Iterator[bytes]:
        rest = b""
        for piece in self._pieces(file):
            *lines, rest = (rest + piece).split(b"\n")
            yield from lines
            if len(rest) > LINE:
                _refuse(f"a line of {file.path} does not end")
        if rest:
            yield rest

    def _pieces(self, file: File) -> Iterator[bytes]:
        """A file's bytes; it must have the length and the checksum that the manifest names."""
        digest, left = sha256(), file.bytes
        with _telling(), self._zip.open(file.path) as member:
            while piece := member.read(PIECE):
                left -= len(piece)
                if left < 0:
                    _refuse(f"{file.path} is longer than it says")
                digest.update(piece)
                yield piece
        if left or digest.hexdigest() != file.sha256:
            _refuse(f"{file.path} is not as it was made: its checksum differs")


@contextmanager
def opened(source: Source) -> Iterator[Archive]:
    """An archive, its names and manifest checked. Refusals: "no-archive", "zip", "bomb", "newer-archive",
    "archive-damaged".
    """
    with source.open() as stream:
        begin = stream.read(len(BEGIN))
        stream.seek(0)
        with _telling(CUT_OFF if begin == BEGIN else NO_ZIP):
            zip = zipfile.ZipFile(stream)
        members = checked(zip, source.size)
        manifest = _manifest(zip, members)
        _refuse_other_files(members, manifest)
        if sum(file.bytes for file in manifest.files) > min(EXPANDED, source.size * RATIO + SLACK):
            raise bomb()
        yield Archive(zip, manifest)


def _manifest(zip: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Manifest:
    if names.MANIFEST not in {member.filename for member in members}:
        raise Refusal("no-archive", "This is a zip, but none that tremula made: it has no manifest.")
    with _telling(), zip.open(names.MANIFEST) as member:
        told = _read_small(member)
    try:
        version = msgspec.json.decode(told, type=_Version)
        if version.format == names.FORMAT and version.version > names.VERSION:
            words = (
                "This archive was made by a newer tremula. Please install that one; nothing was brought in."
            )
            raise Refusal("newer-archive", words)
        return msgspec.json.decode(told, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("no-archive", "The manifest of this zip is none of tremula's.") from error


class _Version(msgspec.Struct):
    format: str
    version: int


def _read_small(member: IO[bytes]) -> bytes:
    told = member.read(SMALL + 1)
    if len(told) > SMALL:
        raise bomb()
    return told


def _refuse_other_files(members: list[zipfile.ZipInfo], manifest: Manifest) -> None:
    """Exactly the files that the manifest names, each once, and all that tremula needs."""
    there = [member.filename for member in members if not member.is_dir()]
    named = [file.path for file in manifest.files]
    own = {names.MANIFEST, names.SUMS}
    if len(set(there)) != len(there) or len(set(named)) != len(named):
        _refuse("a file is in it twice")
    if unknown := set(there) - set(named) - own:
        _refuse(f"it holds {sorted(unknown)[0][:80]!r}, which its manifest does not name")
    if gone := (set(named) | {names.data_file(kind) for kind in KINDS}) - set(there):
        _refuse(f"{sorted(gone)[0][:80]} is missing")
    if odd := [path for path in named if path.startswith(f"{names.DATA}/") and not _kind_of(path)]:
        _refuse(f"{odd[0][:80]!r} is not known here")


def _kind_of(path: str) -> str:
    return next((kind for kind in KINDS if names.data_file(kind) == path), "")


def _refuse(what: str) -> NoReturn:
    raise Refusal(DAMAGED, f"The archive is damaged: {what}. Nothing was brought in.")


@contextmanager
def _telling(refusal: Refusal | None = None) -> Iterator[None]:
    """Turn what the zip module finds into words: these, or that it is damaged."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if refusal:
            raise Refusal(refusal.code, refusal.words) from error
        raise Refusal(DAMAGED, "The zip is damaged. Nothing was brought in.") from error
