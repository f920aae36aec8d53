"""Writing, reading, finding and deleting journal entries. Nothing judges, counts or shares a word of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.actions.ports import EntryRow, FoundEntry, Tx, VersionRow
from tremula.core.failure import Refusal
from tremula.core.journal.search import plain_words, query_of

LONGEST = 200_000
"""Characters of an entry: about a hundred pages."""
MOST_FOUND = 100
PAGE = 40
"""Entries listed at once."""
Kind = Literal["free", "after", "hard"]
Uuid = Annotated[str, Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Stamp = Annotated[
    str, Meta(pattern=r"^(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$")
]


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """How an entry reads now, in one sitting; the first of a new id makes the entry."""

    sitting: Uuid
    seq: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    at: Stamp
    text: Annotated[str, Meta(max_length=LONGEST)]
    kind: Kind = "free"
    prompt: Annotated[str, Meta(max_length=300)] = ""
    session: Uuid | None = None


class Write(Struct, frozen=True):
    """What was written, and in which entry."""

    id: str
    written: Written


class Entry(Struct, frozen=True):
    """An entry with its history, oldest first; the last is how it reads now."""

    entry: EntryRow
    versions: Sequence[VersionRow]


def write_entry(tx: Tx, command: Write) -> int:
    """The highest seq that is kept of this sitting; a session that has gone meanwhile is left out.

    Refusal("shape") for a moment that there is not.
    """
    written = command.written
    refuse_no_moment(written.at)
    session = written.session or ""
    if session and tx.session(session) is None:
        session = ""
    entry = EntryRow(command.id, written.at, written.kind, written.prompt, session)
    version = VersionRow(command.id, written.sitting, written.seq, written.at, written.text)
    return tx.journal.save(entry, version)


def refuse_no_moment(stamp: str) -> None:
    """Refuse a date like the 31st of June."""
    try:
        datetime.fromisoformat(stamp)
    except ValueError as error:
        raise Refusal("shape", "A wall time is no real date and time.") from error


def read_entry(tx: Tx, id: str) -> Entry:
    """One entry. Refusal("not-found")."""
    entry = tx.journal.entry(id)
    if entry is None:
        raise Refusal("not-found", "There is no such entry.")
    return Entry(entry, tx.journal.versions(id))


def list_entries(tx: Tx, before: str = "") -> Sequence[EntryRow]:
    """A page of them, newest first, older than a moment if one is given; one more than a page says: go on."""
    return tx.journal.entries(before, PAGE + 1)


def search_entries(tx: Tx, words: str) -> Sequence[FoundEntry]:
    """Entries with words that begin so, newest first, then those that hold them inside of words."""
    return tx.journal.find(query_of(words), plain_words(words), MOST_FOUND)


def forget_history(tx: Tx, id: str) -> None:
    """Only how it reads now stays. Refusal("not-found")."""
    read_entry(tx, id)
    tx.journal.forget_versions(id)


def delete_entry(tx: Tx, id: str) -> None:
    """Gone with its history; there is no basket. Refusal("not-found")."""
    read_entry(tx, id)
    tx.journal.delete(id)
