"""Sessions over the wire: begin one, look at them, go on with one, delete one."""

from __future__ import annotations

from asyncio import to_thread
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.begin_session import (
    BeginSession,
    RenewToken,
    begin_session,
    refuse_closed_since,
    renew_token,
)
from tremula.actions.delete_session import delete_session
from tremula.actions.look_ahead import Asking, look_ahead, refuse_closed, within_of
from tremula.actions.plan_session import plan_session
from tremula.actions.read_sessions import is_kept, list_sessions, read_session, row_told, session_told
from tremula.core.failure import Refusal
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.entry import digest, new_token
from tremula.web.house import House, house_of

MOST_EXERCISES = 20


class BeginBody(Struct, forbid_unknown_fields=True):
    """No exercises means the default session."""

    id: UUID
    exercises: Annotated[list[Annotated[str, Meta(max_length=80)]], Meta(max_length=MOST_EXERCISES)] = []
    dose: Literal["low", "high", "default"] = "default"


def routes(house: House) -> list[Door]:
    """Everything under /api/sessions but appending."""
    return [
        Door("/api/sessions", tell_all, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/sessions", begin, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/sessions/{id}", tell, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/sessions/{id}", delete, Needs.OPEN_VAULT, ["DELETE"]),
        Door("/api/sessions/{id}/token", fresh_token, Needs.OPEN_VAULT, ["POST"]),
    ]


async def begin(request: Request) -> Response:
    """201 `{"id", "append_token", "timeline"}`; 200 with a fresh token when the same was asked before."""
    house = house_of(request)
    body = await read_body(request, BeginBody)
    now, token, expires = house.clock.stamp(), new_token(), house.day_from_now()
    asking = Asking(house.safety, now, body.exercises, str(body.id))
    ahead = await house.read(look_ahead, asking)
    if await house.read(is_kept, str(body.id)):
        await house.read(refuse_closed_since, asking)
    else:
        refuse_closed(ahead, asking)
    within = within_of(ahead, house.safety)
    planned = await to_thread(plan_session, house.library, body.exercises, body.dose, within)
    rules = house.safety
    command = BeginSession(str(body.id), planned, now, digest(token), expires, rules, house.demo)
    begun = await house.write(begin_session, command)
    house.running.saw(begun.row.id)
    timeline = msgspec.Raw(begun.row.timeline)
    answer = {"id": begun.row.id, "append_token": token, "timeline": timeline}
    return json_answer(answer, 201 if begun.new else 200)


async def fresh_token(request: Request) -> Response:
    """`{"append_token"}`; the one before no longer works. One that was made ready needs an open gate."""
    house, id = house_of(request), id_of(request)
    token = new_token()
    renewal = RenewToken(id, digest(token), house.day_from_now(), house.safety, house.clock.stamp())
    await house.write(renew_token, renewal)
    return json_answer({"append_token": token})


async def tell_all(request: Request) -> Response:
    """`{"sessions": […]}`, newest first, without records."""
    rows = await house_of(request).read(list_sessions, None)
    return json_answer({"sessions": [row_told(row) for row in rows]})


async def tell(request: Request) -> Response:
    """One session with chapters, events and the timeline that it was compiled to."""
    told = await house_of(request).read(read_session, id_of(request))
    return json_answer({**session_told(told), "timeline": msgspec.Raw(told.row.timeline)})


async def delete(request: Request) -> Response:
    """204; nothing of it is left, in the copies neither."""
    house, id = house_of(request), id_of(request)
    await house.write(delete_session, id)
    house.running.gone(id)
    await to_thread(house.keeping.after_deletion, house.store)
    return Response(status_code=204)


def id_of(request: Request) -> str:
    """The session's id in its one spelling; what cannot be an id is not found."""
    try:
        return str(UUID(request.path_params["id"]))
    except ValueError:
        raise Refusal("not-found", "There is no such session.") from None
