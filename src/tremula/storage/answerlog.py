"""Answers by moment, alone or with a session. It knows no kind of answer and judges none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, update

from tremula.actions.ports import AnswerRow
from tremula.storage.tables import OWNER, answer

KEPT = select(answer.c.id, answer.c.kind, answer.c.at, answer.c.body, answer.c.session_id)
DECODE = msgspec.json.Decoder().decode
"""A row is read by place and all at once: ten years have eleven thousand, and a page shows them all."""


def keep(connection: Connection, insert: Callable[..., Any], row: AnswerRow) -> None:
    """Kept under its id; the same id again replaces what was said."""
    values = {
        "session_id": row.session or None,
        "kind": row.kind,
        "at": row.at,
        "at_ms": milliseconds(row.at),
        "body": msgspec.json.encode(row.body, order="deterministic").decode(),
    }
    put = insert(answer).on_conflict_do_update(index_elements=["id"], set_=values)
    connection.execute(put, {"id": row.id, "person_id": OWNER, **values})


def find(connection: Connection, kinds: Sequence[str], since: str = "") -> list[AnswerRow]:
    """All answers of these kinds, oldest first; `since` (RFC 3339 with offset) leaves out what is older."""
    query = KEPT.where(answer.c.person_id == OWNER, answer.c.kind.in_(kinds))
    if since:
        query = query.where(answer.c.at_ms >= milliseconds(since))
    rows = connection.execute(query.order_by(answer.c.at_ms, answer.c.id)).all()
    return [AnswerRow(id, kind, at, DECODE(body), session or "") for id, kind, at, body, session in rows]


def one(connection: Connection, id: str) -> AnswerRow | None:
    """The answer of this id, if there is one."""
    row = connection.execute(KEPT.where(answer.c.id == id)).one_or_none()
    return None if row is None else AnswerRow(row[0], row[1], row[2], DECODE(row[3]), row[4] or "")


def milliseconds(at: str) -> int:
    """Since 1970; times with different offsets do not sort as text."""
    return round(datetime.fromisoformat(at).timestamp() * 1000)


def join(connection: Connection, id: str, session: str) -> None:
    """From now on the answer belongs to the session."""
    connection.execute(update(answer).where(answer.c.id == id).values(session_id=session))


def forget(connection: Connection, id: str) -> None:
    """One answer goes; one that is not there is gone already."""
    connection.execute(delete(answer).where(answer.c.id == id))


def forget_with(connection: Connection, session: str) -> None:
    """All answers that belong to a session go."""
    connection.execute(delete(answer).where(answer.c.session_id == session))
