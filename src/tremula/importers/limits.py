"""Opens a file that somebody brings: as it is, or the one file inside a zip. Every byte is counted.

It believes no size that a file tells about itself, and writes nothing to the disk.
"""

from __future__ import annotations

import gzip
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from tremula.core.failure import Refusal

RATIO = 200
"""How many times larger than the zip its content may be."""
MEMBERS = 10_000
EXPANDED = 32 << 30
"""Bytes of the largest file that is read: the whole NPI registry is about 10 GB."""
PIECE = 1 << 16
SLACK = 1 << 20
NPI_MEMBER = re.compile(r"(^|/)npidata_pfile_[^/]*\.csv$", re.IGNORECASE)
HIDDEN = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What programs leave in a zip beside its files."""
LINES = (".ndjson", ".jsonl")
READABLE = (".csv", ".tsv", ".txt", ".json", ".ndjson", ".jsonl")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: how it is called for people, its bytes, and how to open it from its begin."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


def source_at(path: Path) -> Source:
    """A file on the disk; Refusal("no-file")."""
    if not path.is_file():
        raise Refusal("no-file", f"There is no file {path}.")
    return Source(path.name[:120], path.stat().st_size, lambda: path.open("rb"))


DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError)


class Counted:
    """A stream that refuses to grow beyond a bound."""

    def __init__(self, inner: BinaryIO, most: int, plain: bool) -> None:
        self.inner = inner
        self.most = most
        self.plain = plain
        self.read_so_far = 0

    def read(self, count: int) -> bytes:
        """At most `count` bytes; Refusal("bomb") beyond the bound, ("damaged-zip")."""
        try:
            piece = self.inner.read(count)
        except DAMAGED as error:
            words = "The packed file is damaged. Please fetch it again."
            raise Refusal("damaged-zip", words) from error
        self.read_so_far += len(piece)
        if self.read_so_far > self.most:
            raise bomb()
        return piece

    def skip_to(self, offset: int) -> None:
        """Go forward; a plain file jumps, what is packed has to be read."""
        if self.plain:
            self.inner.seek(offset)
            self.read_so_far = offset
            return
        while self.read_so_far < offset and self.read(min(PIECE, offset - self.read_so_far)):
            pass

    def close(self) -> None:
        self.inner.close()


def opened(source: Source) -> Counted:
    """The file's content, out of its zip where it lies in one."""
    stream = source.open()
    magic = stream.read(4)
    stream.seek(0)
    most = min(EXPANDED, source.size * RATIO + SLACK)
    if magic.startswith(b"\x1f\x8b"):
        return Counted(cast(BinaryIO, gzip.GzipFile(fileobj=stream)), most, plain=False)
    if magic.startswith(b"\xd0\xcf\x11\xe0"):
        raise spreadsheet()
    if not magic.startswith(b"PK"):
        return Counted(stream, EXPANDED, plain=True)
    try:
        archive = zipfile.ZipFile(stream)
        chosen = wanted(checked(archive, source.size))
        inner = Joined(archive, chosen) if len(chosen) > 1 else archive.open(chosen[0])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refusal("damaged-zip", "The zip is damaged or locked. Please fetch the file again.") from error
    return Counted(cast(BinaryIO, inner), most, plain=False)


class Joined(io.RawIOBase):
    """The members of an export of which each is a list of lines, one behind the other."""

    def __init__(self, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
        self.archive, self.left = archive, list(members)
        self.now = archive.open(self.left.pop(0))

    def read(self, count: int = -1) -> bytes:
        """What comes next; a line's end between two members."""
        if piece := self.now.read(count):
            return piece
        if not self.left:
            return b""
        self.now.close()
        self.now = self.archive.open(self.left.pop(0))
        return b"\n"


def checked(archive: zipfile.ZipFile, size: int) -> list[zipfile.ZipInfo]:
    """The members; Refusal("zip") for tricks with names, links, locks and overlaps."""
    members = archive.infolist()
    if len(members) > MEMBERS:
        raise Refusal("zip", f"The zip holds more than {MEMBERS} files.")
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in member.filename:
            raise Refusal("zip", "The zip names files outside itself, so it was not read.")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise Refusal("zip", "The zip holds a link, so it was not read.")
        if member.flag_bits & 1:
            raise Refusal("zip", "The zip is locked with a password. Unpack it first.")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refusal("zip", "The zip is packed in an unusual way. Unpack it first.")
    refuse_overlap(members, size)
    return members


def refuse_overlap(members: list[zipfile.ZipInfo], size: int) -> None:
    """Members that share bytes, or reach beyond the file of `size` bytes, are made to fill a computer."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    end = 0
    for member in ordered:
        if member.header_offset < end:
            raise bomb()
        end = member.header_offset + 30 + len(member.filename.encode()) + member.compress_size
    if end > size:
        raise bomb()


def wanted(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The registry's main file, the only file, or the lists of lines of one export; Refusal("several-files",
    "spreadsheet").
    """
    seen = [m for m in members if not HIDDEN.search(m.filename)]
    names = {m.filename for m in seen}
    if names & {"xl/workbook.xml", "[Content_Types].xml", "content.xml"}:
        raise spreadsheet()
    registry = [m for m in seen if NPI_MEMBER.search(m.filename) and "fileheader" not in m.filename.lower()]
    plain = registry or [m for m in seen if m.filename.lower().endswith(READABLE)]
    if plain and all(m.filename.lower().endswith(LINES) for m in plain):
        return plain
    if len(plain) != 1:
        words = "no file that can be read here" if not plain else "several files"
        raise Refusal("several-files", f"The zip holds {words}. Unpack it and choose one CSV or JSON file.")
    return plain


def spreadsheet() -> Refusal:
    """The refusal of a file of Excel and its like."""
    words = "This is a spreadsheet or a document. Open it, save it as “CSV UTF-8”, and choose that file."
    return Refusal("spreadsheet", words)


def bomb() -> Refusal:
    """The refusal of what unpacks to far more than it is."""
    return Refusal("bomb", "This file unpacks to far more than it should. It was not read.")
