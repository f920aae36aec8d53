"""Begin a session: keep it with its timeline and let its device append to it. Asking twice is asking once."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tremula.actions.look_ahead import Asking, is_fresh, look_ahead, refuse_closed
from tremula.actions.plan_session import Planned
from tremula.actions.ports import AnswerRow, SessionRow, Tx
from tremula.actions.self_reports import ARRIVAL
from tremula.actions.standing import PLANNED
from tremula.core.failure import Refusal
from tremula.core.safety.profile import Ladder
from tremula.core.safety.rules import SafetyRules

OWNER = "owner"
"""The person whose vault this is."""


class BeginSession(Struct, frozen=True):
    """`id` comes from the device; the token's hash is kept in its stead."""

    id: str
    planned: Planned
    begun: str
    token_hash: bytes
    token_expires: str
    rules: SafetyRules
    demo: bool = False


class Begun(Struct, frozen=True):
    """The session as kept, and whether this asking made it."""

    row: SessionRow
    new: bool


def begin_session(tx: Tx, command: BeginSession) -> Begun:
    """Refusals: "exists" for an id that is used, and whatever keeps a gate closed (`refuse_closed`)."""
    there = tx.session(command.id)
    if there is not None:
        return go_on(tx, command, there)
    asking = Asking(command.rules, command.begun, command.planned.exercises)
    ahead = look_ahead(tx, asking)
    refuse_closed(ahead, asking)
    forget_never_begun(tx, command.begun)
    row = new_row(command)
    tx.add_session(row, command.token_hash, command.token_expires)
    join_arrival(tx, command)
    keep_ladder(tx, command, ahead.profile.ladder)
    return Begun(row, new=True)


def keep_ladder(tx: Tx, command: BeginSession, ladder: Ladder) -> None:
    """On which ladder the session was planned: what a freer one allowed leads to no step on a slower one."""
    tx.keep_answer(
        AnswerRow(f"{PLANNED}-{command.id}", PLANNED, command.begun, {"ladder": ladder}, command.id)
    )


def join_arrival(tx: Tx, command: BeginSession) -> None:
    """What was said on arriving, a short while ago, belongs to the session that follows."""
    begun = datetime.fromisoformat(command.begun)
    for arrival in tx.answers(ARRIVAL):
        if not arrival.session and is_fresh(datetime.fromisoformat(arrival.at), begun):
            tx.join_answer(arrival.id, command.id)


def forget_never_begun(tx: Tx, now: str) -> None:
    """A session that was made ready, never begun, and can no longer be begun leaves nothing behind."""
    moment = datetime.fromisoformat(now)
    for id, expires in tx.prepared().items():
        if datetime.fromisoformat(expires) < moment:
            tx.delete_session(id)


def go_on(tx: Tx, command: BeginSession, there: SessionRow) -> Begun:
    """The same session asked for again: an answer was lost on its way. The timeline stays the first one.

    Refusal("exists"), and whatever keeps a gate closed by now for one that has not begun.
    """
    if (there.exercises, there.dose) != (command.planned.exercises, command.planned.dose):
        raise Refusal("exists", "A session with this id and other exercises is kept already.")
    refuse_closed_since(tx, Asking(command.rules, command.begun, there.exercises, there.id))
    tx.replace_append_token(command.id, command.token_hash, command.token_expires)
    return Begun(there, new=False)


def refuse_closed_since(tx: Tx, asking: Asking) -> None:
    """A session that was made ready begins only while the gate is open; one that has begun goes on."""
    if asking.session in tx.prepared():
        refuse_closed(look_ahead(tx, asking), asking)


def new_row(command: BeginSession) -> SessionRow:
    """The session as it is kept at its begin."""
    return SessionRow(
        id=command.id,
        person=OWNER,
        begun=command.begun,
        exercises=command.planned.exercises,
        dose=command.planned.dose,
        timeline=command.planned.timeline,
        timeline_hash=command.planned.timeline_hash,
        demo=command.demo,
    )


class RenewToken(Struct, frozen=True):
    """A fresh append token for a session that goes on."""

    session: str
    token_hash: bytes
    token_expires: str
    rules: SafetyRules
    now: str


def renew_token(tx: Tx, command: RenewToken) -> None:
    """The token before it no longer works. Refusals: "not-found", and as for `begin_session`."""
    there = tx.session(command.session)
    if there is None or tx.append_token(command.session) is None:
        raise Refusal("not-found", "There is no such session.")
    refuse_closed_since(tx, Asking(command.rules, command.now, there.exercises, there.id))
    tx.replace_append_token(command.session, command.token_hash, command.token_expires)
