"""What the safety rules read of questionnaires: item 9, the PCL-5, answers that ask for a doctor first.

It draws no conclusion. A form that is begun and not done can ask for more care; it never takes any back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from math import floor

from tremula.actions.ports import Tx
from tremula.actions.questionnaires import drafts, entries_by_form
from tremula.core.questionnaire.form import Form
from tremula.core.questionnaire.report import Entry, known
from tremula.core.questionnaire.scoring import evaluate, score
from tremula.core.safety.standing import Score

PHQ, ITEM_9, PCL = "phq-9", "q9", "pcl-5"


def read_scores(tx: Tx, forms: Mapping[str, Form]) -> Iterator[Score]:
    """Every score, oldest first within a form; of answers that ask for a doctor only those that still do."""
    read = {id: form for id, form in forms.items() if id in (PHQ, PCL) or asks_for_doctor(form)}
    filled, begun = entries_by_form(tx, read), drafts(tx)
    for id, form in read.items():
        entries = filled.get(id, [])
        draft = Entry("", begun[id].at, form.version, begun[id].answers) if id in begun else None
        if id == PCL:
            yield from totals(form, entries)
        if id == PHQ:
            yield from items(form, entries, draft)
        yield from doctor_first(form, entries, draft)


def totals(form: Form, entries: Sequence[Entry]) -> Iterator[Score]:
    """The PCL-5's total. Where too much is missing, the points that are sure, if they say enough already."""
    scale, lowest = form.scale("total"), None
    for entry in entries:
        told = score(form, scale, known(form, entry.answers))
        if told.value is not None or says_enough(form, told.least, lowest):
            yield Score("pcl-5", floor(told.least), datetime.fromisoformat(entry.at))
        if told.value is not None:
            lowest = min(told.value, told.value if lowest is None else lowest)


def says_enough(form: Form, least: float, lowest: float | None) -> bool:
    """Whether points that are sure reach the limit, or rise as far above the lowest as a hook asks."""
    cutoff = form.scale("total").cutoff
    rises = [hook.rise for hook in form.hooks if hook.scale == "total" and hook.rise]
    reached = cutoff is not None and least >= cutoff.at
    return reached or (lowest is not None and any(least - lowest >= rise for rise in rises))


def items(form: Form, entries: Sequence[Entry], draft: Entry | None) -> Iterator[Score]:
    """Item 9 of the PHQ-9, where it was answered. A draft counts where it says yes."""
    said = [one for one in entries if ITEM_9 in known(form, one.answers)]
    if draft and known(form, draft.answers).get(ITEM_9):
        said.append(draft)
    for entry in said:
        yield Score("phq-9-item-9", entry.answers[ITEM_9], datetime.fromisoformat(entry.at))


def doctor_first(form: Form, entries: Sequence[Entry], draft: Entry | None) -> Iterator[Score]:
    """The answers that ask for a doctor before the next practice. What was left out later takes none back."""
    for hook in form.hooks:
        if hook.id not in asks_for_doctor(form):
            continue
        told = [one for one in entries if hook.item is None or hook.item in known(form, one.answers)]
        last = [*told[-1:], *([draft] if draft else [])]
        for entry in (one for one in last if hook.id in evaluate(form, known(form, one.answers)).hooks):
            yield Score("doctor-first", 1, datetime.fromisoformat(entry.at))


def asks_for_doctor(form: Form) -> set[str]:
    """The hooks that close practice until a doctor agreed."""
    return {hook.id for hook in form.hooks if hook.before_practice}
