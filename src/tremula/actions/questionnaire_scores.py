"""What the safety rules read of questionnaires: item 9, the PCL-5, answers that ask for a doctor first.

It draws no conclusion. A form that is begun and not done counts for what was already said in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from tremula.actions.ports import Tx
from tremula.actions.questionnaires import drafts, entries_by_form
from tremula.core.questionnaire.form import Form
from tremula.core.questionnaire.report import Entry, known
from tremula.core.questionnaire.scoring import evaluate, score
from tremula.core.safety.standing import Score

PHQ, ITEM_9, PCL = "phq-9", "q9", "pcl-5"


def read_scores(tx: Tx, forms: Mapping[str, Form]) -> Iterator[Score]:
    """Every score, oldest first within a form; of answers that ask for a doctor only each form's latest."""
    read = {id: form for id, form in forms.items() if id in (PHQ, PCL) or asks_for_doctor(form)}
    filled, begun = entries_by_form(tx, read), drafts(tx)
    for id, form in read.items():
        entries = list(filled.get(id, []))
        if id == PCL:
            yield from totals(form, entries)
        if id in begun:
            entries.append(Entry("", begun[id].at, form.version, begun[id].answers))
        if id == PHQ:
            yield from items(entries)
        yield from doctor_first(form, entries)


def totals(form: Form, entries: Sequence[Entry]) -> Iterator[Score]:
    """The PCL-5's total, where enough was answered."""
    for entry in entries:
        value = score(form, form.scale("total"), known(form, entry.answers)).value
        if value is not None:
            yield Score("pcl-5", int(value), datetime.fromisoformat(entry.at))


def items(entries: Sequence[Entry]) -> Iterator[Score]:
    """Item 9 of the PHQ-9, where it was answered."""
    for entry in entries:
        if ITEM_9 in entry.answers:
            yield Score("phq-9-item-9", entry.answers[ITEM_9], datetime.fromisoformat(entry.at))


def doctor_first(form: Form, entries: Sequence[Entry]) -> Iterator[Score]:
    """Whether the latest answers ask for a doctor before the next practice."""
    wanted = asks_for_doctor(form)
    if wanted and entries:
        last = entries[-1]
        if wanted & set(evaluate(form, known(form, last.answers)).hooks):
            yield Score("doctor-first", 1, datetime.fromisoformat(last.at))


def asks_for_doctor(form: Form) -> set[str]:
    """The hooks that close practice until a doctor agreed."""
    return {hook.id for hook in form.hooks if hook.before_practice}
