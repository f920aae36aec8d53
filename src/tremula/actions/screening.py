"""The short screening before the first session: after a yes or "not sure" only reading and grounding stay.

It never says what somebody has; it says what this program does not do alone with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from tremula.actions.ports import Tx
from tremula.core.failure import Refusal

Answer = Literal["yes", "no", "unsure"]
Result = Literal["red", "clear"]
RED_ONLY = (
    "From your answers, practising alone with this program is not for you at the moment. You can read "
    "everything and use grounding. A doctor, a therapist or a certified provider can look at it with you."
)
KEY = "screening"


class Screening(Struct, frozen=True):
    """The answers by row of the list, and when they were given (wall time)."""

    answers: Mapping[str, Answer]
    at: str


def answer_screening(tx: Tx, command: Screening) -> Result:
    """Keep the answers and say what follows."""
    result: Result = "clear" if all(answer == "no" for answer in command.answers.values()) else "red"
    tx.put_setting(KEY, {"answers": dict(command.answers), "at": command.at, "result": result})
    return result


def screening_result(tx: Tx, command: None = None) -> Result | None:
    """What the last screening gave; None when nobody has answered yet."""
    kept = tx.setting(KEY)
    return kept["result"] if kept else None


def refuse_when_red(tx: Tx) -> None:
    """Raise Refusal("reading-and-grounding-only") after a RED answer. Unanswered, the page asks first."""
    if screening_result(tx) == "red":
        raise Refusal("reading-and-grounding-only", RED_ONLY)
