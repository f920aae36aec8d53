"""The questions before the first session: the short list of the first run, then the full screening.

It never says what somebody has; it says what this program does not do alone with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.actions.ports import AnswerRow, Tx
from tremula.core.failure import Refusal
from tremula.core.safety.rules import SafetyRules
from tremula.core.safety.screening import Answer, ScreeningRules, grade

Result = Literal["red", "clear"]
KEY = "screening"
"""The setting that holds the short list."""
FULL, CLEARANCE = "screening", "clearance"
"""Kinds of answers."""
VERSION = 1
SAME: Mapping[str, tuple[str, ...]] = {
    "crisis": ("crisis",),
    "young": ("young",),
    "pregnancy": ("pregnancy",),
    "injury": ("surgery", "injury", "disc", "hernia"),
    "seizures": ("seizures",),
    "heart": ("heart",),
    "psychosis": ("psychosis",),
    "dissociation": ("dissociation",),
}
"""Rows of the short list, and the questions of the full screening that they stand for."""
OTHER: Mapping[Answer, Answer] = {"yes": "no", "no": "yes", "unsure": "unsure"}


class Screening(Struct, frozen=True):
    """The answers to the short list by row, and when they were given (wall time)."""

    answers: Mapping[str, Answer]
    at: str


class FullScreening(Struct, frozen=True):
    """All answers of the full screening, with the rules they are for."""

    answers: Mapping[str, Answer]
    rules: ScreeningRules
    at: str


class NewClearance(Struct, frozen=True, forbid_unknown_fields=True):
    """A professional's agreement as the person notes it: for which row, who, of which kind, on which day."""

    row: Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{0,39}$")]
    who: Annotated[str, Meta(min_length=1, max_length=80)]
    kind: Literal["doctor", "provider", "therapist"]
    on: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]


class Cleared(Struct, frozen=True):
    """A clearance with the rules that say whether its row can be cleared."""

    clearance: NewClearance
    rules: SafetyRules
    at: str


def answer_screening(tx: Tx, command: Screening) -> Result:
    """Keep the short list and say what follows. What is not answered this time stays as it was answered."""
    before = first_list(tx)
    answers = {**(before.answers if before else {}), **command.answers}
    result: Result = "clear" if all(answer == "no" for answer in answers.values()) else "red"
    tx.put_setting(KEY, {"answers": answers, "at": command.at, "result": result})
    return result


def first_list(tx: Tx, command: None = None) -> Screening | None:
    """The short list as last answered."""
    kept = tx.setting(KEY)
    return Screening(kept["answers"], kept["at"]) if kept else None


def screening_result(tx: Tx, command: None = None) -> Result | None:
    """What the short list gave; None when nobody has answered it yet."""
    kept = tx.setting(KEY)
    return kept["result"] if kept else None


def screen(tx: Tx, command: FullScreening) -> None:
    """Keep a full screening. Refusal("shape") for questions or answers that there are not."""
    try:
        grade(command.rules, command.answers)
    except Refusal as refusal:
        raise Refusal("shape", refusal.words) from refusal
    forget_later(tx, command.at)
    body = {"answers": dict(command.answers), "version": VERSION}
    tx.keep_answer(AnswerRow(f"{FULL}-{command.at}", FULL, command.at, body))


def forget_later(tx: Tx, at: str) -> None:
    """Answers of a day that is still to come were kept while the clock was wrong; the newest ones count."""
    moment = datetime.fromisoformat(at)
    for row in tx.answers(FULL):
        if datetime.fromisoformat(row.at) > moment:
            tx.delete_answer(row.id)


def last_answers(tx: Tx, command: None = None) -> dict[str, Answer]:
    """What stands in the form: the last full screening, else what the short list already told."""
    full = tx.answers(FULL)
    if full:
        return dict(full[-1].body["answers"])
    first = first_list(tx)
    return carried_over(first.answers) if first else {}


def carried_over(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Answers to the short list as answers to the full screening, as far as they are the same."""
    told: dict[str, Answer] = {}
    for row, answer in answers.items():
        ids = SAME.get(row, ())
        if answer == "no" or len(ids) == 1:
            told |= dict.fromkeys(ids, answer)
        if row == "alone":
            told["reachable"] = OTHER[answer]
    return told
