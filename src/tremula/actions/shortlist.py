"""Whom a person means to call, with private notes, in the vault.

What was known is copied along, so that the list stays when a file is taken out of the directory.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from tremula.actions.ports import Tx
from tremula.core.directory.entry import Entry
from tremula.core.failure import Refusal

SHORTLIST = "directory-shortlist"
MOST = 100
Note = Annotated[str, Meta(max_length=2000)]


class Listed(Struct, frozen=True):
    """Somebody on the list."""

    entry: Entry
    source: str
    """The name of the file they came from."""
    added: str
    """Wall time."""
    note: Note = ""


class Noted(Struct, frozen=True, forbid_unknown_fields=True):
    """A note on somebody by their key."""

    key: Annotated[str, Meta(max_length=300)]
    note: Note


def read_shortlist(tx: Tx, command: None = None) -> Sequence[Listed]:
    """In the order in which they were added."""
    return msgspec.convert(tx.setting(SHORTLIST) or [], list[Listed])


def add_to_shortlist(tx: Tx, command: Listed) -> Sequence[Listed]:
    """Once each; what is there stays with its note. Refusal("shortlist-full")."""
    there = list(read_shortlist(tx))
    if all(each.entry.key != command.entry.key for each in there):
        if len(there) >= MOST:
            raise Refusal("shortlist-full", f"The list has {MOST} people. Take somebody off first.")
        there.append(command)
    return _keep(tx, there)


def note_on_shortlist(tx: Tx, command: Noted) -> Sequence[Listed]:
    """Replace a note; Refusal("not-listed")."""
    there = list(read_shortlist(tx))
    if all(each.entry.key != command.key for each in there):
        raise Refusal("not-listed", "They are no longer on your list. Add them again.")
    return _keep(tx, [replace(e, note=command.note) if e.entry.key == command.key else e for e in there])


def take_off_shortlist(tx: Tx, command: str) -> Sequence[Listed]:
    """Gone with the note; somebody who is not there is gone already."""
    return _keep(tx, [each for each in read_shortlist(tx) if each.entry.key != command])


def _keep(tx: Tx, listed: list[Listed]) -> Sequence[Listed]:
    tx.put_setting(SHORTLIST, msgspec.to_builtins(listed))
    return listed
