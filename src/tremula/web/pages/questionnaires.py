"""Questionnaires for people: which there are, one to fill in, and what it says. It judges nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tremula.actions.ports import Tx
from tremula.actions.questionnaires import DAILY, Looking, Seen, brought, look_at_form, look_at_forms
from tremula.actions.safety_plan import read_contacts
from tremula.actions.settings import read_choices
from tremula.core.questionnaire.change import Told, again, rounded
from tremula.core.questionnaire.form import Form, Hook, Item
from tremula.core.questionnaire.plug_in import Shelf
from tremula.core.questionnaire.report import Entry, ScaleReport, known, report, written
from tremula.core.questionnaire.scoring import evaluate
from tremula.web.api.questionnaires import form_of, forms_of
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages import told


def routes(house: House) -> list[Door]:
    """GET /questionnaires, /questionnaires/bring, /questionnaires/{form}, /questionnaires/{form}/result."""
    return [
        Door("/questionnaires", every, Needs.PAGE_AND_OPEN_VAULT),
        Door("/questionnaires/bring", bring, Needs.PAGE_AND_OPEN_VAULT),
        Door("/questionnaires/{form}", fill_in, Needs.PAGE_AND_OPEN_VAULT),
        Door("/questionnaires/{form}/result", result, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def every(request: Request) -> Response:
    """The list: what was begun, then what can be filled in, then what is too early."""
    house = house_of(request)
    forms = [form for form in (await forms_of(request)).values() if form.id != DAILY]
    seen = await house.read(look_at_forms, (forms, house.clock.stamp()))
    today = house.clock.wall().date()
    lines = [(one, when(one, today)) for one in sorted(seen, key=order)]
    mine = [line for line in lines if line[0].draft or line[0].entries]
    others = [line for line in lines if line not in mine]
    groups = [("Yours", mine), ("More to choose from" if mine else "To choose from", others)]
    filled = any(one.entries for one in seen)
    return page(request, "questionnaires.html", groups=groups, any_filled=filled, count=count, told=told)


def count(form: Form) -> str:
    """“9 questions and 1 more”: those that make the score, as its name counts them, and those beside them."""
    scored = {item for scale in form.scales for item in scale.items}
    counted = [item for item in form.items if item.id in scored] or form.items
    beside = len(form.items) - len(counted)
    return f"{len(counted)} questions" + (f" and {beside} more" if beside else "")


def order(seen: Seen) -> tuple[bool, int, float]:
    """What was begun comes first, then what waits least; the shortest of these first."""
    return seen.draft is None, seen.wait, seen.form.minutes


def when(seen: Seen, today: date) -> str:
    """What to know about its time, in a sentence; nothing for a form that was never filled in."""
    if seen.draft:
        return "Begun, and not done yet. Your answers are kept."
    if not seen.entries:
        return ""
    last = seen.entries[-1]
    said = f"Last on {written(last.day)}."
    if seen.wait:
        return f"{said} Again from {written(today + timedelta(days=seen.wait))}."
    return f"{said} It can be filled in again." if again(seen.form, told_of(seen)) <= today else said


def told_of(seen: Seen) -> Told:
    """What decides when it is asked again."""
    fit = sum(not each.early for each in seen.entries)
    return Told(fit, seen.entries[-1].day, seen.first_session is not None)


async def fill_in(request: Request) -> Response:
    """The questions on one page, with what was answered so far; or why it is too early."""
    house = house_of(request)
    form = await form_of(request)
    if form.id == DAILY:
        return RedirectResponse("/check-in", 303)
    seen = await house.read(look_at_form, Looking(form, house.clock.stamp()))
    early = "early" in request.query_params
    if seen.wait and not (early or seen.draft):
        from_day = written(house.clock.wall().date() + timedelta(days=seen.wait))
        return page(request, "questionnaire_early.html", form=form, seen=seen, from_day=from_day, told=told)
    return page(
        request,
        "questionnaire.html",
        form=form,
        draft=seen.draft,
        early=seen.wait > 0,
        answers=seen.draft.answers if seen.draft else {},
        hooks={item.id: hook_of(form, item) for item in form.items},
        stale=seen.draft is not None and seen.draft.at[:10] != house.clock.stamp()[:10],
        told=told,
    )


def hook_of(form: Form, item: Item) -> Hook | None:
    """The hook on this question's answer, if it has one."""
    return next((hook for hook in form.hooks if hook.item == item.id), None)


async def result(request: Request) -> Response:
    """What the last answers say, support first where they ask for it, and the earlier ones."""
    house = house_of(request)
    form = await form_of(request)
    seen, chosen, contacts = await house.read(result_of, Looking(form, house.clock.stamp()))
    if not seen.entries:
        return RedirectResponse(f"/questionnaires/{form.id}", 303)
    said = report(form, seen.entries, seen.first_session)
    support = house.guidance.support
    return page(
        request,
        "questionnaire_result.html",
        form=form,
        said=said,
        crisis=any(hook.leads == "crisis" for hook in said.hooks),
        ways=any(one.score.above_cutoff or got_worse(one) for one in said.scales),
        country=support.countries.get(chosen),
        contacts=contacts,
        earlier=earlier(form, seen),
        lone_start=told_of(seen).lone_start,
        next_on=written(again(form, told_of(seen))),
        written=written,
        rounded=rounded,
        told=told,
    )


def got_worse(one: ScaleReport) -> bool:
    """By more than chance explains; where nobody knows that, by as much as people notice."""
    way = "higher" if one.scale.higher == "worse" else "lower"
    signs = ("to the worse side", f"{way}: as much as people usually notice")
    return any(sign in words for words in one.changes for sign in signs)


def result_of(tx: Tx, looking: Looking) -> tuple[Seen, str, Sequence[Any]]:
    """The form, the country whose lines are shown, and the person's own people."""
    return look_at_form(tx, looking), read_choices(tx).get("country", ""), read_contacts(tx)


def earlier(form: Form, seen: Seen) -> list[tuple[Entry, list[str]]]:
    """Each entry with its scores, newest first."""
    rows = [(entry, evaluate(form, known(form, entry.answers)).scores) for entry in seen.entries[::-1]]
    return [
        (entry, ["–" if one.value is None else rounded(one.value) for one in scores])
        for entry, scores in rows
    ]


async def bring(request: Request) -> Response:
    """Bring the text of a questionnaire whose licence one has."""
    house = house_of(request)
    there = await house.read(brought_texts, house.forms)
    return page(request, "questionnaire_bring.html", structures=house.forms.structures, there=there)


def brought_texts(tx: Tx, shelf: Shelf) -> list[tuple[Form | None, str]]:
    """What was brought, and whether it can still be read."""
    return brought(tx, shelf)
