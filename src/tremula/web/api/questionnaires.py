"""Questionnaires over the wire: which there are, answers as one goes, the whole once it is done."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.questionnaires import (
    DAILY,
    Answered,
    Brought,
    Filled,
    Looking,
    Seen,
    all_filled_in,
    bring_text,
    delete_questionnaire,
    forget_draft,
    forms_there,
    keep_draft,
    keep_questionnaire,
    look_at_form,
    look_at_forms,
    take_text_away,
)
from tremula.core.failure import Refusal
from tremula.core.questionnaire.form import Form
from tremula.core.questionnaire.report import Entry, known, values
from tremula.core.questionnaire.scoring import evaluate
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of

MOST_ITEMS = 200
MOST_TEXT = 40_000
MOST_BYTES = 200_000
Key = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{0,31}$")]
Value = Annotated[int, Meta(ge=0, le=1000)]
Given = Annotated[dict[Key, Value], Meta(max_length=MOST_ITEMS)]


class TextBody(Struct, forbid_unknown_fields=True):
    """The text file of a licensed questionnaire."""

    text: Annotated[str, Meta(max_length=MOST_TEXT)]


class DraftBody(Struct, forbid_unknown_fields=True):
    """What is answered so far, by item."""

    answers: Given


class AnswersBody(Struct, forbid_unknown_fields=True):
    """The whole form; `early` where it is wanted although it is too early."""

    answers: Given
    early: bool = False


def routes(house: House) -> list[Door]:
    """/api/questionnaires and what lies below it; GET /api/fhir/questionnaires."""
    draft, answers = "/api/questionnaires/{form}/draft", "/api/questionnaires/{form}/answers"
    text = "/api/questionnaires/{form}/text"
    return [
        Door("/api/questionnaires", tell_all, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/fhir/questionnaires", export_fhir, Needs.OPEN_VAULT, ["GET"], proved=True),
        Door("/api/questionnaires", bring, Needs.OPEN_VAULT, ["POST"]),
        Door(text, take_away, Needs.OPEN_VAULT, ["DELETE"]),
        Door("/api/questionnaires/{form}", tell_one, Needs.OPEN_VAULT, ["GET"]),
        Door(draft, draft_so_far, Needs.OPEN_VAULT, ["PUT"]),
        Door(draft, begin_anew, Needs.OPEN_VAULT, ["DELETE"]),
        Door(answers, keep, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/questionnaires/{form}/answers/{id}", forget, Needs.OPEN_VAULT, ["DELETE"]),
    ]


async def forms_of(request: Request) -> Mapping[str, Form]:
    """Every form that can be filled in."""
    house = house_of(request)
    return await house.read(forms_there, house.forms)


async def form_of(request: Request) -> Form:
    """The form of the address; 404 where there is none."""
    forms = await forms_of(request)
    if request.path_params["form"] not in forms:
        raise HTTPException(404)
    return forms[request.path_params["form"]]


async def form_to_answer(request: Request) -> Form:
    """The same for one whose answers are kept here. Refusal("answers") for the daily one."""
    form = await form_of(request)
    if form.id == DAILY:
        raise Refusal("answers", "The daily check-in has its own address: POST /api/check-ins.")
    return form


async def tell_all(request: Request) -> Response:
    """`{"questionnaires": [{id, title, version, minutes, items, filled_in, last, wait_days, begun}]}`."""
    house = house_of(request)
    forms = list((await forms_of(request)).values())
    seen = await house.read(look_at_forms, (forms, house.clock.stamp()))
    return json_answer({"questionnaires": [summary(one) for one in seen]})


def summary(seen: Seen) -> dict[str, Any]:
    """A form in a line."""
    form = seen.form
    return {
        "id": form.id,
        "title": form.title,
        "version": form.version,
        "minutes": form.minutes,
        "items": len(form.items),
        "filled_in": len(seen.entries),
        "last": seen.entries[-1].at if seen.entries else None,
        "wait_days": seen.wait,
        "begun": seen.draft is not None,
    }


async def tell_one(request: Request) -> Response:
    """The form as its file has it, and every time it was filled in with its scores, oldest first."""
    house = house_of(request)
    form = await form_of(request)
    seen = await house.read(look_at_form, Looking(form, house.clock.stamp()))
    entries = [entry_told(form, one) for one in seen.entries]
    draft = seen.draft.answers if seen.draft else {}
    return json_answer({"form": form, "entries": entries, "draft": draft, "wait_days": seen.wait})


def entry_told(form: Form, entry: Entry) -> dict[str, Any]:
    """One filled-in form with its scores."""
    scores = values(evaluate(form, known(form, entry.answers)))
    told = {name: getattr(entry, name) for name in ("id", "at", "version", "answers", "language", "early")}
    return {**told, "scores": scores}


async def export_fhir(request: Request) -> Response:
    """Everything that was filled in, as a FHIR R4 bundle."""
    house = house_of(request)
    forms, entries = await house.read(all_filled_in, house.forms)
    return json_answer(house.make_fhir(forms, entries, house.clock.stamp()))


async def bring(request: Request) -> Response:
    """201 and the form's id: the text of a questionnaire whose licence the person has."""
    house = house_of(request)
    body = await read_body(request, TextBody, MOST_BYTES)
    id = await house.write(bring_text, Brought(body.text, house.forms, house.clock.stamp()))
    return json_answer({"id": id}, 201)


async def take_away(request: Request) -> Response:
    """204, also where there was no text; the copies of the record are made anew without it."""
    house = house_of(request)
    if await house.write(take_text_away, request.path_params["form"]):
        await to_thread(house.keeping.after_deletion, house.store)
    return Response(status_code=204)


async def draft_so_far(request: Request) -> Response:
    """204; said again, it replaces what was said."""
    house = house_of(request)
    body = await read_body(request, DraftBody)
    await house.write(keep_draft, Answered(await form_to_answer(request), body.answers, house.clock.stamp()))
    return Response(status_code=204)


async def begin_anew(request: Request) -> Response:
    """204, also where there was no draft; the copies of the record are made anew without it."""
    house = house_of(request)
    form = await form_of(request)
    if await house.write(forget_draft, form.id):
        await to_thread(house.keeping.after_deletion, house.store)
    return Response(status_code=204)


async def keep(request: Request) -> Response:
    """201 and its id."""
    house = house_of(request)
    body = await read_body(request, AnswersBody)
    form = await form_to_answer(request)
    answered = Answered(form, body.answers, house.clock.stamp(), early=body.early)
    return json_answer({"id": await house.write(keep_questionnaire, answered)}, 201)


async def forget(request: Request) -> Response:
    """204; the copies of the record are made anew without it."""
    house = house_of(request)
    filled = Filled(request.path_params["form"], request.path_params["id"])
    await house.write(delete_questionnaire, filled)
    await to_thread(house.keeping.after_deletion, house.store)
    return Response(status_code=204)
