"""The files of an archive: their names, their manifest, and what its README says. No time of making is in it.

So two archives of the same record are the same, byte for byte.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

FORMAT: Final = "tremula-archive"
VERSION = 1
README = "README.txt"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
DATA, TABLES, JOURNAL = "data", "tables", "journal"


class File(Struct, frozen=True, forbid_unknown_fields=True):
    """One file: where it lies, its length, its SHA-256 (hex), and how many records it holds."""

    path: Annotated[str, Meta(max_length=200)]
    bytes: Annotated[int, Meta(ge=0)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    rows: Annotated[int, Meta(ge=0)] = 0


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """manifest.json: every other file but itself and the list of checksums made from it."""

    format: Literal["tremula-archive"]
    version: int
    files: Annotated[tuple[File, ...], Meta(max_length=10_000)]


def data_file(kind: str) -> str:
    """Where the records of one kind lie."""
    return f"{DATA}/{kind}.jsonl"


def sums(files: tuple[File, ...]) -> str:
    """As the program sha256sum reads it: `sha256sum -c SHA256SUMS`."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in files)


README_TEXT = f"""\
This archive holds everything that tremula has kept for you.

IT IS NOT ENCRYPTED. Whoever has this file can read it. Keep it where only you
can reach it, or put it into something that is locked.

What is in it

  journal/    Your journal, a file for each year. Open it with any text program.
  tables/     Tables for a spreadsheet (CSV): sessions, what happened in them,
              all your answers, settings. A cell that begins with = + - or @ has a
              ' before it, so that no spreadsheet takes it for a formula.
  data/       The same and more, for programs: one JSON object a line. From
              these files, and only from them, tremula reads everything in again.
  recordings/ Recordings of sensors, if you made any.
  {MANIFEST}  The length and checksum (SHA-256) of every file.
  {SUMS}    The same checksums. "sha256sum -c {SUMS}" says whether the
              files are as they were made.

How to bring it in again

  On the page "Your data", or with: tremula import FILE
  Into an empty tremula it brings everything. Into one that holds something, it
  adds what is missing, and keeps both where the two differ. It replaces nothing.

What is not in it

  Your passphrase and recovery code, which are nowhere, and whatever lets a program
  in: tokens, the calendar's secret address, the keys with which a running session
  adds to its record. The directory's files, which you can bring in again; your
  shortlist and its notes are in the settings.

The format is "{FORMAT}", version {VERSION}. Times are RFC 3339. A journal entry reads
as its newest version (by "at"). Events are in order by session, device and seq,
and each one's hash covers the one before it.
"""
