"""Keeping where something was felt, after a session or at any time, and reading it again. It judges nothing.

A body map is an answer of its own kind: it goes with its session when that is deleted.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tremula.actions.answer_ids import free_id
from tremula.actions.ports import AnswerRow, Tx
from tremula.actions.self_reports import refuse_missing
from tremula.core.bodymap.places import BodyMap
from tremula.core.bodymap.record import Record, checked
from tremula.core.failure import Refusal

BODY_MAP = "body-map"


class Marked(Struct, frozen=True):
    """What a person marked at a moment (RFC 3339 with offset), after a session or alone (empty)."""

    map: BodyMap
    record: Record
    at: str
    session: str = ""


class KeptMap(Struct, frozen=True):
    """A body map as it was kept."""

    id: str
    at: str
    session: str
    record: Record


def keep_body_map(tx: Tx, command: Marked) -> None:
    """A session has one, which the next replaces. Refusals: "not-found", "shape"."""
    if command.session:
        refuse_missing(tx, command.session)
    body = {"record": checked(command.map, command.record)}
    id = f"{BODY_MAP}-{command.session}" if command.session else free_id(tx, f"{BODY_MAP}-{command.at}")
    tx.keep_answer(AnswerRow(id, BODY_MAP, command.at, body, command.session))


def remove_body_map(tx: Tx, id: str) -> None:
    """One map goes. Refusal("not-found") for what is none."""
    row = tx.answer(id)
    if row is None or row.kind != BODY_MAP:
        raise Refusal("not-found", "There is no such body map.")
    tx.delete_answer(id)


def body_maps(tx: Tx, map: BodyMap) -> Sequence[KeptMap]:
    """All of them, oldest first; a place or feeling that the map no longer has is left out."""
    return [
        KeptMap(row.id, row.at, row.session, known(map, row.body["record"])) for row in tx.answers(BODY_MAP)
    ]


def known(map: BodyMap, record: Record) -> Record:
    """What of a record the map still has."""
    places = {place: record[place] for place in map.names if place in record}
    return {
        place: here
        for place, felt in places.items()
        if (here := {id: strength for id, strength in felt.items() if id in map.feels})
    }
