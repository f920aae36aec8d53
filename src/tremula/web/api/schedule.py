"""The schedule over the wire: what is wanted and due, putting it off, the calendar at its secret path."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.check_ins import was_told
from tremula.actions.due import DueFor, what_is_due
from tremula.actions.look_ahead import Ahead, Asking, look_ahead
from tremula.actions.ports import Tx
from tremula.actions.schedule import (
    DueToday,
    Kept,
    PuttingOff,
    Scheduling,
    close_feed,
    due_today,
    is_feed,
    keep_schedule,
    open_feed,
    put_it_off,
    read_schedule,
)
from tremula.core.practice import calendar
from tremula.core.practice.schedule import Later, Reminder, Schedule, Standing, Today, next_reminder
from tremula.core.questionnaire.form import Form
from tremula.web.answers import json_answer, read_body
from tremula.web.api.questionnaires import forms_of
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of

DAILY = "daily-check-in"
"""The form that is the check-in itself."""
MAKER = "text/calendar; charset=utf-8"


class LaterBody(Struct, forbid_unknown_fields=True):
    """In two hours, tomorrow, or now after all."""

    later: Later


def routes(house: House) -> list[Door]:
    """GET, PUT /api/schedule; POST, DELETE /api/schedule/feed; POST /api/schedule/later; GET /api/due."""
    return [
        Door("/api/schedule", tell, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/schedule", keep, Needs.OPEN_VAULT, ["PUT"]),
        Door("/api/schedule/feed", make_path, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/schedule/feed", revoke_path, Needs.OPEN_VAULT, ["DELETE"]),
        Door("/api/schedule/later", later, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/due", tell_due, Needs.OPEN_VAULT, ["GET"]),
        Door("/feed/{token}.ics", feed, Needs.FEED_PATH),
    ]


async def forms_to_follow(request: Request) -> dict[str, Form]:
    """Every questionnaire that can be asked for in its rhythm."""
    return {id: form for id, form in (await forms_of(request)).items() if id != DAILY}


def look(tx: Tx, asking: Asking) -> tuple[Kept, Ahead]:
    """The schedule, and the plan that it waits for."""
    return read_schedule(tx), look_ahead(tx, asking)


async def looked(house: House) -> tuple[Kept, Ahead]:
    """The same, now."""
    return await house.read(look, Asking(house.safety, house.clock.stamp()))


def earliest_of(ahead: Ahead) -> datetime | None:
    """From when on practice may be; None where it may not be at all."""
    possible = (ahead.screening.solo or ahead.screening.accompanied) and not ahead.first_red
    return ahead.proposal.earliest if possible else None


async def tell(request: Request) -> Response:
    """The schedule, the calendar's address, until when all is put off, and the next reminder."""
    return json_answer(await schedule_told(house_of(request)))


async def schedule_told(house: House) -> dict[str, Any]:
    """Everything about it, as programs and the page are told."""
    kept, ahead = await looked(house)
    now = house.clock.wall()
    told_today = await house.read(was_told, now.date())
    standing = Standing(now, earliest_of(ahead), kept.until, told_today)
    coming = next_reminder(kept.schedule, standing)
    words = house.guidance.practice.schedule
    title = {"practice": words.practice, "check-in": words.check_in, "later": words.later}
    return {
        "schedule": kept.schedule,
        "address": address_of(house, kept),
        "until": told(kept.until) if kept.until and kept.until > now else None,
        "next": {"at": told(moment_of(house, coming)), "title": title[coming.kind]} if coming else None,
    }


def moment_of(house: House, coming: Reminder) -> datetime:
    """When it comes: what was put off after so many hours, all else when the clock shows its time."""
    return coming.at if coming.kind == "later" else house.clock.shown(coming.at)


def address_of(house: House, kept: Kept) -> str | None:
    """Where a calendar on this computer finds it."""
    return f"{house.origin}/feed/{kept.feed}.ics" if kept.feed else None


def told(moment: datetime) -> str:
    """RFC 3339 with offset."""
    return moment.isoformat(timespec="seconds")


async def keep(request: Request) -> Response:
    """The schedule as it is kept now, with its next reminder."""
    house = house_of(request)
    schedule = await read_body(request, Schedule)
    forms = frozenset(await forms_to_follow(request))
    command = Scheduling(schedule, house.safety.dose.rest_hours, forms, secrets.token_hex(16))
    await house.write(keep_schedule, command)
    return json_answer(await schedule_told(house))


async def make_path(request: Request) -> Response:
    """A new random path; the one before is gone."""
    house = house_of(request)
    await house.write(open_feed, secrets.token_urlsafe(32))
    return json_answer(await schedule_told(house))


async def revoke_path(request: Request) -> Response:
    """No path any more."""
    house = house_of(request)
    await house.write(close_feed, None)
    return json_answer(await schedule_told(house))


async def later(request: Request) -> Response:
    """Put off what is due, and its reminders."""
    house = house_of(request)
    body = await read_body(request, LaterBody)
    await house.write(put_it_off, PuttingOff(body.later, house.clock.wall()))
    return json_answer(await schedule_told(house))


async def tell_due(request: Request) -> Response:
    """What is due today, at most ten minutes of it."""
    house = house_of(request)
    ahead = await house.read(look_ahead, Asking(house.safety, house.clock.stamp()))
    today = await what_is_due_today(request, ahead)
    return json_answer(
        {
            "due": [
                {"id": each.id, "label": each.label, "minutes": each.minutes, "where": each.where}
                for each in today.errands
            ],
            "minutes": round(today.minutes, 1),
            "waiting": today.waiting,
            "until": told(today.until) if today.until else None,
        }
    )


async def what_is_due_today(request: Request, ahead: Ahead) -> Today:
    """For the page and the wire alike."""
    house = house_of(request)
    about = await house.read(what_is_due, DueFor(ahead.standing, house.clock.stamp()))
    minutes = house.guidance.practice.check_in.minutes
    forms = await forms_to_follow(request)
    return await house.read(due_today, DueToday(about, minutes, forms, house.clock.wall()))


async def feed(request: Request) -> Response:
    """The calendar, for whoever knows its path; it does not keep the vault open."""
    house = house_of(request)
    kept, ahead = await looked(house)
    if not is_feed(kept, request.path_params["token"]):
        raise HTTPException(404)
    return Response(calendar_of(house, kept, ahead), media_type=MAKER)


def calendar_of(house: House, kept: Kept, ahead: Ahead) -> str:
    """The calendar's text, as of now."""
    words = house.guidance.practice.schedule
    made = calendar.Kept(kept.schedule, words, kept.seed, house.clock.wall(), earliest_of(ahead))
    return calendar.calendar(made)
