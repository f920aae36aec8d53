"""Professionals' agreements as the person notes them, and why some count no more. It opens nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

import msgspec

from tremula.actions.ports import AnswerRow, Tx
from tremula.actions.screening import CLEARANCE, FULL, Cleared, NewClearance
from tremula.core.failure import Refusal
from tremula.core.safety.agreements import OLDEST, Screened, in_words, is_named, who_agrees, why_ended
from tremula.core.safety.screening import Clearance, ScreeningRules


class Ended(NamedTuple):
    """An agreement that counts no more, and why."""

    clearance: Clearance
    why: str


def clear(tx: Tx, command: Cleared) -> None:
    """Keep an agreement. Refusal("shape") for one that opens nothing: its row, who gave it, or its day."""
    given = command.clearance
    refuse_who(command)
    refuse_day(given.on, date.fromisoformat(command.at[:10]))
    made = clearance_of(given, command.at)
    why = why_ended(command.rules.screening, made, screened(tx), date.fromisoformat(command.at[:10]))
    if why:
        raise Refusal("shape", f"This agreement does not count. {why}")
    body = msgspec.to_builtins(given)
    tx.keep_answer(AnswerRow(f"{CLEARANCE}-{given.row}-{given.kind}", CLEARANCE, command.at, body))


def refuse_who(command: Cleared) -> None:
    """Refusal("shape") for somebody without a name, or whose word does not open this."""
    given = command.clearance
    kinds = who_agrees(command.rules.screening, command.rules.referral).get(given.row, ())
    if not kinds:
        raise Refusal("shape", "No agreement opens this.")
    if given.kind not in kinds:
        raise Refusal("shape", f"{in_words(kinds)} has to agree to this. Nobody else’s word opens it.")
    if not is_named(given.who):
        raise Refusal("shape", "Please note who agreed, with a name.")


def refuse_day(on: str, today: date) -> None:
    """Refusal("shape") for a day that there is not, that is still to come, or that is long ago."""
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise Refusal("shape", "There is no such day. Please give the day of the agreement.") from None
    if day > today:
        raise Refusal("shape", "Please give the day of the agreement, today or earlier.")
    if today - day > timedelta(days=OLDEST):
        raise Refusal("shape", "That is more than a year ago. Please ask again, and note the new day.")


def ended(tx: Tx, rules: ScreeningRules) -> list[Ended]:
    """The agreements that count no more, with the reason."""
    screenings = screened(tx)
    noted = [clearance_of(msgspec.convert(row.body, NewClearance), row.at) for row in tx.answers(CLEARANCE)]
    found = [(each, why_ended(rules, each, screenings)) for each in noted]
    return [Ended(each, why) for each, why in found if why]


def screened(tx: Tx) -> list[Screened]:
    """Every time all questions were answered."""
    return [(datetime.fromisoformat(row.at), row.body["answers"]) for row in tx.answers(FULL)]


def clearance_of(given: NewClearance, at: str) -> Clearance:
    """An agreement as the rules read it."""
    on = date.fromisoformat(given.on)
    return Clearance(given.row, given.who, given.kind, on, datetime.fromisoformat(at))
