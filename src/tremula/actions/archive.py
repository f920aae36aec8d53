"""Everything out, and everything in again. What is in a vault is never replaced by what an archive brings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import msgspec
from msgspec import Raw, Struct

from tremula.actions.append_events import notice_end
from tremula.actions.archive_shapes import whole
from tremula.actions.ports import Counted, Tx
from tremula.core.archive.lines import KINDS, Line, OtherLine
from tremula.core.failure import Refusal

Result = TypeVar("Result")
Lines = Callable[[str], Iterable[Line]]


class BroughtIn(Struct, frozen=True):
    """What became of an archive's records, by kind."""

    kinds: Mapping[str, Counted]

    @property
    def total(self) -> Counted:
        """All of them together."""
        new, same, other = (
            sum(getattr(each, name) for each in self.kinds.values()) for name in ("new", "same", "other")
        )
        return Counted(new, same, other)


class Other(Struct, frozen=True):
    """Something of which two contents are kept: what holds here, and what an import brought."""

    kind: str
    key: str
    content: str
    here: Any
    brought: Any


def write_out(tx: Tx, write: Callable[[Lines], Result]) -> Result:
    """Hand every record to `write`, from one unchanging view."""
    return write(tx.lines)


def bring_in(tx: Tx, lines: Lines) -> BroughtIn:
    """All of an archive, or nothing of it. Refusal("archive-damaged")."""
    merging = tx.merging()
    kinds = {kind: merging.keep(kind, whole(kind, lines(kind))) for kind in KINDS}
    merging.finish()
    for id in sorted(merging.touched):
        refresh_end(tx, id)
    return BroughtIn(kinds)


def refresh_end(tx: Tx, id: str) -> None:
    """A session that went on in the archive may have ended there."""
    row = tx.session(id)
    if row is not None and row.end == "open":
        with suppress(msgspec.MsgspecError):  # a timeline of another form tells no end; the events are kept
            notice_end(tx, id)


class Rehearsed(Exception):
    """Ends a rehearsal, so that the savepoint undoes it."""

    def __init__(self, result: BroughtIn) -> None:
        super().__init__()
        self.result = result


def rehearse(tx: Tx, lines: Lines) -> None:
    """What `bring_in` would do; always ends with `Rehearsed`, which undoes it."""
    raise Rehearsed(bring_in(tx, lines))


def others(tx: Tx, command: None = None) -> Sequence[Other]:
    """Everything of which two contents are kept."""
    lines = [line for line in tx.lines("other-content") if isinstance(line, OtherLine)]
    if not lines:
        return []
    here = {kind: {key_of(line): line for line in tx.lines(kind)} for kind in {one.kind for one in lines}}
    return [
        Other(one.kind, one.key, one.content, plain(here[one.kind].get(one.key)), plain(one.body))
        for one in lines
    ]


def key_of(line: Line) -> str:
    """The name of a record within its kind."""
    names = ("id", "key", "hash")
    return str(next(value for name in names if (value := getattr(line, name, None)) is not None))


def plain(value: Any) -> Any:
    """A record as JSON would have it; None for one that has gone since."""
    if value is None:
        return None
    return msgspec.json.decode(value if isinstance(value, Raw) else msgspec.json.encode(value))


class Forget(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the contents that were brought."""

    kind: str
    key: str
    content: str


def forget_other(tx: Tx, command: Forget) -> None:
    """What holds here holds on; the other content goes. Refusal("not-found")."""
    if not tx.forget_other(command.kind, command.key, command.content):
        raise Refusal("not-found", "This is not kept beside any more.")
