"""The vault's rows as an archive's records, in an order that is always the same. It writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Raw
from sqlalchemy import Connection, Select, select

from tremula.core.archive.lines import (
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
from tremula.storage.tables import (
    answer,
    event,
    event_conflict,
    journal,
    journal_version,
    other_content,
    person,
    session,
    setting,
    timeline,
)

AT_ONCE = 2000
"""Rows held in memory."""
LEFT_OUT = frozenset(("pulse",))
"""Tables that are no record of a person. A test knows every other one of them in `READS`."""
Read = tuple[Select[Any], Callable[..., Line]]


def lines(connection: Connection, kind: str) -> Iterator[Line]:
    """Every record of a kind."""
    query, made = READS[kind]
    for row in connection.execution_options(yield_per=AT_ONCE).execute(query):
        yield made(*row)


def _raw(text: str) -> Raw:
    return Raw(text.encode())


def _timeline(person: str, hash: str, body: bytes) -> TimelineLine:
    try:
        return TimelineLine(person, hash, text=body.decode())
    except UnicodeDecodeError:
        return TimelineLine(person, hash, base64=body)


def _session(id: str, person: str, begun: str, exercises: str, *rest: Any) -> SessionLine:
    from msgspec import json

    return SessionLine(id, person, begun, json.decode(exercises, type=tuple[str, ...]), *rest)


def _event_as(line: Callable[..., Line]) -> Callable[..., Line]:
    def made(*row: Any) -> Line:
        return line(*row[:7], _raw(row[7]), *row[8:])

    return made


def _events_of(table: Any) -> Select[Any]:
    c = table.c
    more = [c.content] if "content" in c else []
    columns = (c.person_id, c.session_id, c.device, c.seq, c.wall, c.at, c.kind, c.body, c.schema)
    query = select(*columns, c.previous, c.hash, *more)
    return query.order_by(c.session_id, c.device, c.seq, *more)


READS: Mapping[str, Read] = {
    "persons": (select(person.c.id, person.c.made).order_by(person.c.id), PersonLine),
    "timelines": (
        select(timeline.c.person_id, timeline.c.hash, timeline.c.body).order_by(
            timeline.c.person_id, timeline.c.hash
        ),
        _timeline,
    ),
    "sessions": (
        select(
            session.c.id,
            session.c.person_id,
            session.c.begun,
            session.c.exercises,
            session.c.dose,
            session.c.timeline_hash,
            session.c.end,
            session.c.ended,
            session.c.demo,
            session.c.token_expires,
        ).order_by(session.c.begun_ms, session.c.id),
        _session,
    ),
    "events": (_events_of(event), _event_as(EventLine)),
    "event-twins": (_events_of(event_conflict), _event_as(TwinLine)),
    "answers": (
        select(
            answer.c.id, answer.c.person_id, answer.c.session_id, answer.c.kind, answer.c.at, answer.c.body
        ).order_by(answer.c.at_ms, answer.c.id),
        lambda id, person, session, kind, at, body: AnswerLine(id, person, session, kind, at, _raw(body)),
    ),
    "settings": (
        select(setting.c.person_id, setting.c.key, setting.c.value)
        .where(setting.c.key.not_in(WAYS_IN))
        .order_by(setting.c.person_id, setting.c.key),
        lambda person, key, value: SettingLine(person, key, _raw(value)),
    ),
    "journal": (
        select(
            journal.c.id,
            journal.c.person_id,
            journal.c.session_id,
            journal.c.made,
            journal.c.kind,
            journal.c.prompt,
        ).order_by(journal.c.made_ms, journal.c.id),
        EntryLine,
    ),
    "journal-versions": (
        select(
            journal.c.id,
            journal_version.c.sitting,
            journal_version.c.seq,
            journal_version.c.at,
            journal_version.c.text,
        )
        .join(journal_version, journal_version.c.entry == journal.c.number)
        .order_by(journal.c.made_ms, journal.c.id, journal_version.c.at_ms, journal_version.c.sitting),
        VersionLine,
    ),
    "other-content": (
        select(
            other_content.c.person_id,
            other_content.c.kind,
            other_content.c.key,
            other_content.c.content,
            other_content.c.body,
        )
        .where(~((other_content.c.kind == "settings") & other_content.c.key.in_(WAYS_IN)))
        .order_by(
            other_content.c.person_id, other_content.c.kind, other_content.c.key, other_content.c.content
        ),
        lambda person, kind, key, content, body: OtherLine(person, kind, key, content, _raw(body)),
    ),
}
