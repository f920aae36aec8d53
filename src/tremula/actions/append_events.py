"""Append to a session's record what its device saw, and notice when the session has ended.

An event is kept as it came. Nothing here judges whether it could happen: the record is what was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from tremula.actions.ports import Appended, EventRow, Tx
from tremula.actions.standing import note_reached
from tremula.core.failure import Refusal
from tremula.core.session.record import end_of, event_hash
from tremula.core.session.timeline import Timeline

ENDING = frozenset(("finished", "settling", "settled", "stop", "left"))
"""Kinds after which a session may have ended."""
LARGEST = 2**53 - 1
"""The largest whole number that a browser counts exactly."""
Sha256 = Annotated[str, Meta(pattern="^([0-9a-f]{64})?$")]


class NewEvent(Struct, frozen=True, forbid_unknown_fields=True):
    """An event as posted; a program that is not our page may leave out all but seq and kind."""

    seq: Annotated[int, Meta(ge=1, le=LARGEST)]
    kind: Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{0,39}$")]
    at: Annotated[int, Meta(ge=0, le=LARGEST)] = 0
    wall: Annotated[
        str, Meta(pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d))?$")
    ] = ""
    body: dict[str, Any] = {}
    schema: Annotated[int, Meta(ge=1, le=1000)] = 1
    previous: Sha256 = ""
    hash: Sha256 = ""


class AppendEvents(Struct, frozen=True):
    """A batch from one device, with the hash of the token it was sent with."""

    session: str
    device: str
    events: Sequence[NewEvent]
    token_hash: bytes
    now: str


class AppendDone(Struct, frozen=True):
    """What became of the batch, and the session's end: "open" while it goes on, None when not looked at."""

    appended: Appended
    end: str | None


def append_events(tx: Tx, command: AppendEvents) -> AppendDone:
    """Refusals: "token" for a wrong or old one, "shape" for a hash that does not fit its event."""
    check_token(tx.append_token(command.session), command)
    begun = begun_of(tx, command) if any(not event.wall for event in command.events) else None
    rows = [row_of(command, event, begun) for event in command.events]
    appended = tx.append(command.session, rows) if rows else nothing_new(tx, command)
    ends = any(event.kind in ENDING for event in command.events)
    return AppendDone(appended, notice_end(tx, command.session) if ends else None)


def nothing_new(tx: Tx, command: AppendEvents) -> Appended:
    """An empty batch only asks how far the record reaches."""
    return Appended(tx.durable_through(command.session, command.device))


def check_token(kept: tuple[bytes, str] | None, command: AppendEvents) -> None:
    """The same answer for a session that is not there: a token says nothing about other sessions."""
    good = (
        kept is not None
        and compare_digest(kept[0], command.token_hash)
        and datetime.fromisoformat(command.now) < datetime.fromisoformat(kept[1])
    )
    if not good:
        raise Refusal("token", "This append token is not, or no longer, the session's. Ask for a fresh one.")


def begun_of(tx: Tx, command: AppendEvents) -> datetime:
    """When the session began."""
    session = tx.session(command.session)
    assert session is not None, "its token was just found"
    return datetime.fromisoformat(session.begun)


def row_of(command: AppendEvents, event: NewEvent, begun: datetime | None) -> EventRow:
    """The event as kept. A missing wall time follows from the begin: posted twice, it is the same event."""
    wall = event.wall or wall_at(begun, event.at)
    refuse_impossible(wall)
    row = EventRow(
        device=command.device,
        seq=event.seq,
        wall=wall,
        at=event.at,
        kind=event.kind,
        body=event.body,
        schema=event.schema,
        previous=event.previous,
        hash="",
    )
    return with_hash(command.session, row, event.hash)


def wall_at(begun: datetime | None, at: int) -> str:
    """The wall time so many ms after the begin."""
    assert begun is not None, "looked up when any wall time is missing"
    try:
        return (begun + timedelta(milliseconds=at)).isoformat(timespec="milliseconds")
    except OverflowError as error:
        raise Refusal("shape", "An event happened further away than dates reach.") from error


def refuse_impossible(wall: str) -> None:
    """Refuse a date like the 31st of June."""
    try:
        datetime.fromisoformat(wall)
    except ValueError as error:
        raise Refusal("shape", "A wall time is no real date and time.") from error


def with_hash(session: str, row: EventRow, claimed: str) -> EventRow:
    """The hash is ours; one that came along must be the same."""
    hash = event_hash(session, row)
    if claimed and claimed != hash:
        raise Refusal("shape", f"The hash of event {row.seq} does not fit what is in it.")
    return msgspec.structs.replace(row, hash=hash)


def notice_end(tx: Tx, id: str) -> str:
    """Play the record again and keep how the session ended, if it has."""
    session = tx.session(id)
    assert session is not None
    events = tx.events(id)
    end = end_of(msgspec.json.decode(session.timeline, type=Timeline), events)
    if end not in ("open", session.end):
        tx.end_session(id, end, last_wall(events))
    if end != "open":
        note_reached(tx, session, last_wall(events))
    return end


def last_wall(events: Sequence[EventRow]) -> str:
    """When the last event of the record happened."""
    return events[-1].wall if events else ""


def depth(value: Any) -> int:
    """How deeply lists and objects are nested; however deep that is, it is counted level by level."""
    deep, level = 0, [value]
    while level := [each for each in level if isinstance(each, Mapping | list)]:
        deep += 1
        level = [inner for each in level for inner in (each.values() if isinstance(each, Mapping) else each)]
    return deep
