"""Answers by moment, alone or with a session. It knows no kind of answer and judges none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, update

from tremula.actions.ports import AnswerRow
from tremula.storage.tables import OWNER, answer


def keep(connection: Connection, insert: Callable[..., Any], row: AnswerRow) -> None:
    """Kept under its id; the same id again replaces what was said."""
    values = {
        "session_id": row.session or None,
        "kind": row.kind,
        "at": row.at,
        "at_ms": round(datetime.fromisoformat(row.at).timestamp() * 1000),
        "body": msgspec.json.encode(row.body, order="deterministic").decode(),
    }
    put = insert(answer).on_conflict_do_update(index_elements=["id"], set_=values)
    connection.execute(put, {"id": row.id, "person_id": OWNER, **values})


def find(connection: Connection, kinds: Sequence[str]) -> list[AnswerRow]:
    """All answers of these kinds, oldest first."""
    query = select(answer).where(answer.c.kind.in_(kinds)).order_by(answer.c.at_ms, answer.c.id)
    return [
        AnswerRow(
            id=row.id,
            kind=row.kind,
            at=row.at,
            body=msgspec.json.decode(row.body),
            session=row.session_id or "",
        )
        for row in connection.execute(query)
    ]


def join(connection: Connection, id: str, session: str) -> None:
    """From now on the answer belongs to the session."""
    connection.execute(update(answer).where(answer.c.id == id).values(session_id=session))


def forget(connection: Connection, id: str) -> None:
    """One answer goes; one that is not there is gone already."""
    connection.execute(delete(answer).where(answer.c.id == id))


def forget_with(connection: Connection, session: str) -> None:
    """All answers that belong to a session go."""
    connection.execute(delete(answer).where(answer.c.session_id == session))
