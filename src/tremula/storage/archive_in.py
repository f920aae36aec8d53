"""An archive's records into the vault's rows: what is missing is added, what is the same is let be, and what
differs is kept beside. Nothing that is here is replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby, islice
from typing import Any, TypeVar, cast

import msgspec
from sqlalchemy import Connection, Row, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from tremula.actions.ports import Counted, EntryRow, EventRow, VersionRow
from tremula.core.archive.lines import (
    KINDS,
    WAYS_IN,
    AnswerLine,
    EntryLine,
    EventLine,
    Line,
    OtherLine,
    PersonLine,
    SessionLine,
    SettingLine,
    TimelineLine,
    TwinLine,
    VersionLine,
)
from tremula.core.failure import Refusal
from tremula.storage import eventlog
from tremula.storage.answerlog import milliseconds
from tremula.storage.journal import SqlJournal
from tremula.storage.tables import (
    answer,
    event,
    event_conflict,
    other_content,
    person,
    session,
    setting,
    timeline,
)

AT_ONCE = 500
LINE = TypeVar("LINE", bound=Line)
Values = dict[str, Any]
BESIDE_WAYS_IN = {("settings", key) for key in WAYS_IN}
NAMES = {made: kind for kind, made in KINDS.items()}


class Merger:
    """One archive on its way into one vault, within one savepoint; the kinds come in the order of `KINDS`."""

    def __init__(self, connection: Connection, insert: Callable[..., Any], journal: SqlJournal) -> None:
        self._connection = connection
        self._insert = insert
        self._journal = journal
        self.fresh: set[str] = set()
        """Sessions that were not here before."""
        self.touched: set[str] = set()
        """Sessions that were, and have new events."""
        self._entries: set[str] = set()

    def keep(self, kind: str, lines: Iterable[Line]) -> Counted:
        """Bring the records of a kind in; how many were new, here already, or different."""
        by = {
            "persons": self._persons,
            "timelines": self._timelines,
            "sessions": self._sessions,
            "events": self._events,
            "event-twins": self._twins,
            "answers": self._answers,
            "settings": self._settings,
            "journal": self._journal_entries,
            "journal-versions": self._versions,
            "other-content": self._others,
        }
        keep = cast(Callable[[Iterable[Any]], Counted], by[kind])
        try:
            return keep(lines)
        except (IntegrityError, ValueError, OverflowError, msgspec.MsgspecError) as error:
            raise broken() from error

    def finish(self) -> None:
        """Entries read as their newest version, and are found by its words."""
        for id in sorted(self._entries):
            self._journal.read_anew(id)

    def _persons(self, lines: Iterable[PersonLine]) -> Counted:
        count = Counted()
        for line in lines:
            found = self._one(select(person).where(person.c.id == line.id))
            if found is None:
                self._add(person, {"id": line.id, "made": line.made})
                count = count.plus(new=1)
                continue
            count = count.plus(same=1)
            if milliseconds(line.made) < milliseconds(found.made):  # known since the earlier of both
                self._connection.execute(update(person).where(person.c.id == line.id).values(made=line.made))
        return count

    def _timelines(self, lines: Iterable[TimelineLine]) -> Counted:
        count = Counted()
        for line in lines:
            body = line.text.encode() if line.text is not None else line.base64 or b""
            here = (timeline.c.person_id == line.person, timeline.c.hash == line.hash)
            found = self._one(select(timeline.c.body).where(*here))
            if found is None:
                self._add(timeline, {"person_id": line.person, "hash": line.hash, "body": body})
                count = count.plus(new=1)
            elif found.body == body:
                count = count.plus(same=1)
            else:
                count = count.plus(**self._beside(line, line.person, line.hash))
        return count

    def _sessions(self, lines: Iterable[SessionLine]) -> Counted:
        count = Counted()
        for line in lines:
            found = self._one(select(session).where(session.c.id == line.id))
            if found is None:
                self._add(session, _session_values(line))
                self.fresh.add(line.id)
                count = count.plus(new=1)
            elif _is_same_session(found, line):
                count = count.plus(same=1)
                self._end(found, line)
            else:
                count = count.plus(**self._beside(line, line.person, line.id))
        return count

    def _end(self, found: Row[Any], line: SessionLine) -> None:
        """Where it was still open here, and has ended there, it has ended."""
        if found.end == "open" and line.end != "open":
            ended = update(session).where(session.c.id == line.id)
            self._connection.execute(ended.values(end=line.end, ended=line.ended))

    def _events(self, lines: Iterable[EventLine]) -> Counted:
        count = Counted()
        for (id, _device), group in groupby(lines, lambda line: (line.session, line.device)):
            if id not in self.fresh and self._one(select(session.c.id).where(session.c.id == id)) is None:
                raise broken()
            for batch in _batches(group, AT_ONCE):
                if id in self.fresh:
                    self._connection.execute(insert(event), [_event_values(line) for line in batch])
                    count = count.plus(new=len(batch))
                else:
                    count = count.plus(**self._more_events(id, batch))
        return count

    def _more_events(self, id: str, batch: Sequence[EventLine]) -> dict[str, int]:
        """Events of a session that is here: new ones are added, others under a used seq kept beside."""
        rows = [_event_row(line) for line in batch]
        before = self._connection.execute(eventlog.BETWEEN, _span(id, rows)).all()
        known = {row.seq: eventlog.read(row) for row in before}
        differ = sum(row.seq in known and known[row.seq] != row for row in rows)
        new = sum(row.seq not in known for row in rows)
        if new or differ:
            eventlog.append(self._connection, self._insert, id, rows)
            self.touched.add(id)
        return {"new": new, "same": len(rows) - new - differ, "other": differ}

    def _twins(self, lines: Iterable[TwinLine]) -> Counted:
        return self._add_missing(
            event_conflict,
            ({**_event_values(line), "content": line.content} for line in lines),
            ("session_id", "device", "seq", "content"),
        )

    def _answers(self, lines: Iterable[AnswerLine]) -> Counted:
        count = Counted()
        for batch in _batches(lines, AT_ONCE):
            ids = [line.id for line in batch]
            here = self._connection.execute(select(answer).where(answer.c.id.in_(ids)))
            found, fresh = {row.id: row for row in here}, list[Values]()
            for line in batch:
                values = _answer_values(line)
                if line.id in found:
                    count = count.plus(**self._settle(line, line.id, found[line.id], values))
                else:
                    fresh.append(values)
            if fresh:
                self._connection.execute(insert(answer), fresh)
            count = count.plus(new=len(fresh))
        return count

    def _settings(self, lines: Iterable[SettingLine]) -> Counted:
        count = Counted()
        for line in lines:
            if line.key in WAYS_IN:
                continue  # a way in is never brought in
            values = {"person_id": line.person, "key": line.key, "value": _json(line.value)}
            here = (setting.c.person_id == line.person, setting.c.key == line.key)
            found = self._one(select(setting).where(*here))
            if found is None:
                self._add(setting, values)
                count = count.plus(new=1)
            else:
                count = count.plus(**self._settle(line, line.key, found, values))
        return count

    def _journal_entries(self, lines: Iterable[EntryLine]) -> Counted:
        count = Counted()
        for line in lines:
            found = self._journal.entry(line.id)
            if found is None:
                entry = EntryRow(line.id, line.made, line.kind, line.prompt, line.session or "")
                self._journal.make(entry, line.person)
                count = count.plus(new=1)
            elif (found.made, found.kind, found.prompt) == (line.made, line.kind, line.prompt):
                count = count.plus(same=1)
            else:
                count = count.plus(**self._beside(line, line.person, line.id))
            self._entries.add(line.id)
        return count

    def _versions(self, lines: Iterable[VersionLine]) -> Counted:
        """Another text in the same sitting becomes a version of its own: the history shows both."""
        count = Counted()
        for line in lines:
            if line.entry not in self._entries:
                raise broken()
            kept = {version.sitting: version for version in self._journal.versions(line.entry)}
            same = (line.seq, line.at, line.text)
            sittings = (line.sitting, f"{line.sitting}~{_digest(line)[:8]}")
            known = [kept[sitting] for sitting in sittings if sitting in kept]
            if any((version.seq, version.at, version.text) == same for version in known):
                count = count.plus(same=1)
                continue
            version = VersionRow(line.entry, sittings[bool(known)], line.seq, line.at, line.text)
            self._journal.add_version(version)
            count = count.plus(other=1) if known else count.plus(new=1)
        return count

    def _others(self, lines: Iterable[OtherLine]) -> Counted:
        values = (
            {
                "person_id": line.person,
                "kind": line.kind,
                "key": line.key,
                "content": line.content,
                "body": _json(line.body),
            }
            for line in lines
            if (line.kind, line.key) not in BESIDE_WAYS_IN
        )
        return self._add_missing(other_content, values, ("person_id", "kind", "key", "content"))

    def _settle(self, line: Line, key: str, found: Row[Any], values: Values) -> dict[str, int]:
        """The same, or another that is kept beside."""
        if found._asdict() == values:
            return {"same": 1}
        return self._beside(line, values["person_id"], key)

    def _beside(self, line: Line, person: str, key: str) -> dict[str, int]:
        values = {
            "person_id": person,
            "kind": NAMES[type(line)],
            "key": key,
            "content": _digest(line),
            "body": _json(msgspec.json.encode(line)),
        }
        self._connection.execute(self._insert(other_content).on_conflict_do_nothing(), values)
        return {"other": 1}

    def _add_missing(self, table: Table, rows: Iterable[Values], key: Sequence[str]) -> Counted:
        count = Counted()
        for values in rows:
            here = [table.c[name] == values[name] for name in key]
            if self._one(select(*table.primary_key.columns).where(*here)) is None:
                self._add(table, values)
                count = count.plus(new=1)
            else:
                count = count.plus(same=1)
        return count

    def _add(self, table: Table, values: Values) -> None:
        self._connection.execute(insert(table), values)

    def _one(self, query: Any) -> Row[Any] | None:
        found: Row[Any] | None = self._connection.execute(query).one_or_none()
        return found


def broken() -> Refusal:
    """The refusal of an archive whose records do not fit together."""
    return Refusal("archive-damaged", "The archive's records do not fit together. Nothing was brought in.")


def _session_values(line: SessionLine) -> Values:
    return {
        "id": line.id,
        "person_id": line.person,
        "begun": line.begun,
        "begun_ms": milliseconds(line.begun),
        "exercises": msgspec.json.encode(line.exercises, order="deterministic").decode(),
        "dose": line.dose,
        "timeline_hash": line.timeline,
        "end": line.end,
        "ended": line.ended,
        "demo": line.demo,
        "token_hash": b"",
        "token_expires": line.may_append_until,
    }


def _is_same_session(found: Row[Any], line: SessionLine) -> bool:
    """One that goes on is the same as it was or will be: its events say how it went."""
    names = ("person_id", "begun", "exercises", "dose", "timeline_hash", "demo")
    values = _session_values(line)
    ends = (found.end, found.ended) == (line.end, line.ended) or "open" in (found.end, line.end)
    return ends and all(getattr(found, name) == values[name] for name in names)


def _answer_values(line: AnswerLine) -> Values:
    return {
        "id": line.id,
        "person_id": line.person,
        "session_id": line.session,
        "kind": line.kind,
        "at": line.at,
        "at_ms": milliseconds(line.at),
        "body": _json(line.body),
    }


def _event_values(line: EventLine) -> Values:
    return {
        "person_id": line.person,
        "session_id": line.session,
        "device": line.device,
        "seq": line.seq,
        "wall": line.wall,
        "at": line.at,
        "kind": line.kind,
        "body": _json(line.body),
        "schema": line.schema,
        "previous": line.previous,
        "hash": line.hash,
    }


def _event_row(line: EventLine) -> EventRow:
    return EventRow(
        device=line.device,
        seq=line.seq,
        wall=line.wall,
        at=line.at,
        kind=line.kind,
        body=msgspec.json.decode(line.body),
        schema=line.schema,
        previous=line.previous,
        hash=line.hash,
    )


def _span(id: str, rows: Sequence[EventRow]) -> Values:
    seqs = [row.seq for row in rows]
    return {"session": id, "device": rows[0].device, "low": min(seqs), "high": max(seqs)}


def _json(raw: msgspec.Raw | bytes) -> str:
    """As the vault writes it, whoever made the archive."""
    return msgspec.json.encode(msgspec.json.decode(raw), order="deterministic").decode()


def _digest(line: Line) -> str:
    return sha256(msgspec.json.encode(line)).hexdigest()


def _batches(lines: Iterable[LINE], most: int) -> Iterator[list[LINE]]:
    several = iter(lines)
    while batch := list(islice(several, most)):
        yield batch
