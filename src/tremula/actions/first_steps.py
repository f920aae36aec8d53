"""Which kinds of help to look at first, from a few answers. It keeps none unasked and finds no illness."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from tremula.actions.look_ahead import Asking, look_ahead
from tremula.actions.ports import AnswerRow, Tx
from tremula.actions.screening import first_list
from tremula.core.failure import Refusal
from tremula.core.learn.help import FirstSteps, Suggestion, Told, suggest
from tremula.core.questionnaire.form import Form
from tremula.core.questionnaire.scoring import evaluate
from tremula.core.safety.rules import SafetyRules

KIND = "first-steps"
Key = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{0,31}$")]


class Given(Struct, frozen=True, forbid_unknown_fields=True):
    """What was answered: the form's items by id, the plain questions by id."""

    form: Annotated[dict[Key, Annotated[int, Meta(ge=0, le=1)]], Meta(max_length=12)] = {}
    plain: Annotated[dict[Key, Key], Meta(max_length=6)] = {}


class Beginning(Struct, frozen=True):
    """The answers with the rules they are for, and when (wall time)."""

    given: Given
    steps: FirstSteps
    form: Form
    rules: SafetyRules
    now: str


class Kept(Struct, frozen=True):
    """Answers that the person wanted kept, and since when."""

    given: Given
    at: str


def look_first(tx: Tx, command: Beginning) -> Suggestion:
    """What to look at first. Keeps nothing. Refusal("shape") for answers that there are not."""
    refuse_foreign(command)
    return suggest(command.steps, told(tx, command))


def keep_first_steps(tx: Tx, command: Beginning) -> None:
    """Keep the answers in place of any older ones."""
    refuse_foreign(command)
    body = msgspec.to_builtins(command.given)
    tx.keep_answer(AnswerRow(KIND, KIND, command.now, body))


def kept_first_steps(tx: Tx, command: None = None) -> Kept | None:
    """The answers that are kept, if any."""
    rows = tx.answers(KIND)
    return Kept(msgspec.convert(rows[-1].body, Given), rows[-1].at) if rows else None


def forget_first_steps(tx: Tx, command: None = None) -> None:
    """Nothing of it stays."""
    tx.delete_answer(KIND)


def refuse_foreign(command: Beginning) -> None:
    """Only questions and answers that there are."""
    choices = {each.id: {choice.id for choice in each.choices} for each in command.steps.questions}
    for question, answer in command.given.plain.items():
        if answer not in choices.get(question, ()):
            raise Refusal("shape", "There is no such question or answer. Load the page again.")
    try:
        evaluate(command.form, command.given.form)
    except Refusal as refusal:
        raise Refusal("shape", refusal.words) from refusal


def told(tx: Tx, command: Beginning) -> Told:
    """The answers, and what the questions about health told before."""
    value = evaluate(command.form, command.given.form).score("total").value
    return Told(
        score=None if value is None else int(value),
        answers=command.given.plain,
        **screened(tx, command),
    )


def screened(tx: Tx, command: Beginning) -> dict[str, Any]:
    """The rows that apply, whether all questions were answered, and whether it is a crisis."""
    ahead = look_ahead(tx, Asking(command.rules, command.now))
    short = short_list(tx) if ahead.provisional or ahead.first_red else {}
    rows = set() if ahead.provisional else {each.row for each in ahead.screening.reasons}
    rows |= {row for row, answer in short.items() if answer != "no"}
    crisis = "crisis" in rows or any(each.crisis for each in ahead.pointers)
    return {"rows": frozenset(rows), "screened": not ahead.provisional, "crisis": crisis}


def short_list(tx: Tx) -> Mapping[str, str]:
    """The answers of the first run."""
    first = first_list(tx)
    return first.answers if first else {}
