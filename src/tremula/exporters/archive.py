"""Everything in one zip, written while it is read: records, tables, the journal, checksums, a README.

Nothing in it depends on when or where it was made, so that the same record gives the same bytes. It is never
held as a file of its own, and never in clear anywhere but where it is written to.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import groupby, islice
from typing import Any, BinaryIO, Protocol, TypeVar, cast

import msgspec

from tremula.core.archive import files as names
from tremula.core.archive.files import File, Manifest
from tremula.core.archive.lines import KINDS, EntryLine, Line, VersionLine
from tremula.core.archive.markdown import years
from tremula.core.archive.tables import HEADS, rows_of, safe

LEVEL = 1
"""Of compression: the record is written out in a fifth of the time, and the file is a tenth larger."""
AT_ONCE = 1000
Piece = tuple[bytes, int]
"""Bytes, and how many records they hold."""
Item = TypeVar("Item")
Read = Callable[[str], Iterator[Line]]


class Out(Protocol):
    """Where the archive goes, piece by piece."""

    def write(self, data: bytes, /) -> object: ...


def write_archive(read: Read, out: Out) -> Manifest:
    """Write everything; `read` gives the records of a kind, in an order that is always the same."""
    with zipfile.ZipFile(
        cast(BinaryIO, Straight(out)), "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=LEVEL
    ) as archive:
        made = [_add(archive, names.README, [(names.README_TEXT.encode(), 0)])]
        for year, text in years(_entries(read)):
            made.append(_add(archive, f"{names.JOURNAL}/{year}.md", [(text.encode(), 0)]))
        for kind, head in HEADS.items():
            made.append(_add(archive, f"{names.TABLES}/{kind}.csv", _table(head, read(kind))))
        for kind in KINDS:
            made.append(_add(archive, names.data_file(kind), _records(read(kind))))
        manifest = Manifest(names.FORMAT, names.VERSION, tuple(made))
        told = msgspec.json.format(msgspec.json.encode(manifest)) + b"\n"
        last = _add(archive, names.MANIFEST, [(told, 0)])
        _add(archive, names.SUMS, [(names.sums((*manifest.files, last)).encode(), 0)])
    return manifest


class Straight:
    """A stream that only goes forward, whatever lies behind it: a file or a browser get the same bytes."""

    def __init__(self, out: Out) -> None:
        self._out = out

    def write(self, data: Any) -> int:
        """Hand it on."""
        self._out.write(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing held back."""


def _add(archive: zipfile.ZipFile, path: str, pieces: Iterable[Piece]) -> File:
    """One file, stamped with the first day of all zips."""
    digest, size, rows = sha256(), 0, 0
    with archive.open(path, "w", force_zip64=True) as member:
        for data, count in pieces:
            member.write(data)
            digest.update(data)
            size, rows = size + len(data), rows + count
    return File(path, size, digest.hexdigest(), rows)


def _records(lines: Iterable[Line]) -> Iterator[Piece]:
    encoder = msgspec.json.Encoder()
    for batch in _batches(lines):
        yield encoder.encode_lines(batch), len(batch)


def _table(head: Iterable[str], lines: Iterable[Line]) -> Iterator[Piece]:
    """CSV as spreadsheets open it: a byte order mark, commas, CRLF."""
    yield _csv([head], mark="\ufeff"), 0
    for batch in _batches(lines):
        rows = [row for line in batch for row in rows_of(line)]
        yield _csv(rows), len(rows)


def _csv(rows: Iterable[Iterable[object]], mark: str = "") -> bytes:
    text = io.StringIO(newline="")
    text.write(mark)
    csv.writer(text, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _entries(read: Read) -> Iterator[tuple[EntryLine, VersionLine]]:
    """Each entry with how it reads now; both kinds come in the same order."""
    versions = groupby(cast(Iterator[VersionLine], read("journal-versions")), lambda line: line.entry)
    newest = ((id, list(several)[-1]) for id, several in versions)
    at = next(newest, None)
    for entry in cast(Iterator[EntryLine], read("journal")):
        if at is not None and at[0] == entry.id:
            yield entry, at[1]
            at = next(newest, None)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    several = iter(items)
    while batch := list(islice(several, AT_ONCE)):
        yield batch
