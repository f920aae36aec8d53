"""Filling in questionnaires: answers kept as one goes, the whole once it is done, and reading them again.

Scores are worked out when they are read, never kept. It judges nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from tremula.actions.answer_ids import free_id
from tremula.actions.check_ins import CHECK_IN
from tremula.actions.ports import AnswerRow, Tx
from tremula.actions.read_sessions import list_begun
from tremula.core.failure import Refusal
from tremula.core.questionnaire.change import too_early
from tremula.core.questionnaire.form import Form
from tremula.core.questionnaire.plug_in import Shelf, complete
from tremula.core.questionnaire.report import Entry, known, last_day_before
from tremula.core.questionnaire.scoring import refuse_foreign

QUESTIONNAIRE, DRAFT, TEXT = "questionnaire", "questionnaire-draft", "questionnaire-text"
DAILY = "daily-check-in"
"""The form that has a page of its own, and answers of another kind: check-ins."""


class Answered(Struct, frozen=True):
    """Answers to a form at a moment (RFC 3339 with offset); `early`: wanted although it is too early."""

    form: Form
    answers: Mapping[str, int]
    at: str
    language: str = "en"
    early: bool = False


class Draft(Struct, frozen=True):
    """What was answered so far of a form that is not done, and when last."""

    answers: Mapping[str, int]
    at: str


class Looking(Struct, frozen=True):
    """Which form, and the moment (RFC 3339 with offset)."""

    form: Form
    now: str


class Seen(Struct, frozen=True):
    """A form with what is kept of it."""

    form: Form
    entries: Sequence[Entry]
    """Oldest first."""
    draft: Draft | None
    wait: int
    """Days until it may be asked again; 0: now."""
    first_session: date | None
    """The last day that counts as before it."""


def forms_there(tx: Tx, shelf: Shelf) -> dict[str, Form]:
    """Every form that can be filled in: the shelf's, and those whose text the person brought."""
    return {**shelf.forms, **{form.id: form for form, _ in brought(tx, shelf) if form}}


def brought(tx: Tx, shelf: Shelf) -> list[tuple[Form | None, str]]:
    """Each text that the person brought, with its form; None for one that fits its structure no more."""
    return [(form_or_none(shelf, row.body["text"]), row.body["form"]) for row in tx.answers(TEXT)]


def form_or_none(shelf: Shelf, text: str) -> Form | None:
    """A later version's structure may differ."""
    try:
        return complete(shelf.structures, text)
    except Refusal:
        return None


class Brought(Struct, frozen=True):
    """A text file, the structures it may be for, and when (RFC 3339 with offset)."""

    text: str
    shelf: Shelf
    at: str


def bring_text(tx: Tx, command: Brought) -> str:
    """Keep the text of a licensed questionnaire; its id. Refusal("plug-in")."""
    form = complete(command.shelf.structures, command.text)
    body = {"form": form.id, "text": command.text}
    tx.keep_answer(AnswerRow(f"{TEXT}-{form.id}", TEXT, command.at, body))
    return form.id


def take_text_away(tx: Tx, form: str) -> bool:
    """Whether there was one. What was answered stays; it can be read again with the text."""
    return forgotten(tx, f"{TEXT}-{form}")


def forgotten(tx: Tx, id: str) -> bool:
    """Whether there was anything to forget."""
    there = tx.answer(id) is not None
    tx.delete_answer(id)
    return there


def keep_draft(tx: Tx, command: Answered) -> None:
    """Keep the answers so far; none at all forgets the draft. Refusal("answers")."""
    refuse_foreign(command.form, command.answers)
    id = draft_id(command.form.id)
    if not command.answers:
        tx.delete_answer(id)
        return
    body = {"form": command.form.id, "version": command.form.version, "answers": dict(command.answers)}
    tx.keep_answer(AnswerRow(id, DRAFT, command.at, body))


def forget_draft(tx: Tx, form: str) -> bool:
    """Begin anew; whether there was a draft."""
    return forgotten(tx, draft_id(form))


def keep_questionnaire(tx: Tx, command: Answered) -> str:
    """Keep a filled-in form and let its draft go; the id. Refusals: "answers", "too-early"."""
    form = command.form
    refuse_foreign(form, command.answers)
    if not command.answers:
        raise Refusal("answers", "Nothing is answered yet. Answer at least one question.")
    early = wait_for(form, entries_of(tx, form.id), command.at) > 0
    if early and not command.early:
        raise Refusal("too-early", f"It is too early for {form.title}: it looks back on {form.recall_words}.")
    id = free_id(tx, f"{QUESTIONNAIRE}-{form.id}-{command.at}")
    body = {
        "form": form.id,
        "version": form.version,
        "answers": dict(command.answers),
        "language": command.language,
        "early": early,
    }
    tx.keep_answer(AnswerRow(id, QUESTIONNAIRE, command.at, body))
    forget_draft(tx, form.id)
    return id


class Filled(Struct, frozen=True):
    """One time that a form was filled in, by its id."""

    form: str
    id: str


def delete_questionnaire(tx: Tx, command: Filled) -> None:
    """Refusal("not-found") for what is no filled-in form, or another form's."""
    row = tx.answer(command.id)
    if row is None or row.kind != QUESTIONNAIRE or row.body["form"] != command.form:
        raise Refusal("not-found", "There are no such answers.")
    tx.delete_answer(command.id)


def look_at_form(tx: Tx, command: Looking) -> Seen:
    """One form with everything kept of it."""
    entries = entries_of(tx, command.form.id)
    return seen(command, entries, drafts(tx).get(command.form.id), first_session(tx))


def all_filled_in(tx: Tx, shelf: Shelf) -> tuple[dict[str, Form], dict[str, list[Entry]]]:
    """Every form there is, and every time one was filled in, by form; the daily check-in among them."""
    forms = forms_there(tx, shelf)
    version = forms[DAILY].version if DAILY in forms else ""
    daily = [
        Entry(row.id, row.at, version, row.body.get("ratings", {}), of=row.body["day"])
        for row in tx.answers(CHECK_IN)
    ]
    return forms, {**entries_by_form(tx), DAILY: daily}


def look_at_forms(tx: Tx, command: tuple[Sequence[Form], str]) -> list[Seen]:
    """Each of these forms, as of a moment."""
    forms, now = command
    kept, begun, begun_session = entries_by_form(tx), drafts(tx), first_session(tx)
    return [
        seen(Looking(form, now), kept.get(form.id, []), begun.get(form.id), begun_session) for form in forms
    ]


def seen(looking: Looking, entries: Sequence[Entry], draft: Draft | None, first: datetime | None) -> Seen:
    """Put together; of a draft only what the form still asks."""
    form = looking.form
    if draft is not None:
        draft = Draft(known(form, draft.answers), draft.at)
    return Seen(form, entries, draft, wait_for(form, entries, looking.now), last_day_before(entries, first))


def wait_for(form: Form, entries: Sequence[Entry], now: str) -> int:
    """Days until its answers would look back on new days only."""
    last = entries[-1].day if entries else None
    return too_early(form, last, datetime.fromisoformat(now).date())


def entries_of(tx: Tx, form: str) -> list[Entry]:
    """Every time it was filled in, oldest first."""
    return entries_by_form(tx, [form]).get(form, [])


def entries_by_form(tx: Tx, wanted: Collection[str] | None = None) -> dict[str, list[Entry]]:
    """Every filled-in form (or those wanted) by the form's id, oldest first."""
    found: dict[str, list[Entry]] = {}
    for row in tx.answers(QUESTIONNAIRE):
        if wanted is None or row.body["form"] in wanted:
            found.setdefault(row.body["form"], []).append(entry_of(row))
    return found


def entry_of(row: AnswerRow) -> Entry:
    """A filled-in form as it was kept."""
    body = row.body
    return Entry(
        row.id, row.at, body["version"], body["answers"], body.get("language", "en"), body.get("early", False)
    )


def drafts(tx: Tx) -> dict[str, Draft]:
    """What is begun and not done, by form."""
    return {row.body["form"]: Draft(row.body["answers"], row.at) for row in tx.answers(DRAFT)}


def draft_id(form: str) -> str:
    """A form has one draft."""
    return f"{DRAFT}-{form}"


def first_session(tx: Tx) -> datetime | None:
    """The moment of the first session in which something happened."""
    begun = list_begun(tx)
    return datetime.fromisoformat(begun[-1].begun) if begun else None
