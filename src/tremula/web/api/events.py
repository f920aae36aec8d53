"""Appending to a running session's record, with its append token alone: no login, and nothing can be read."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.append_events import AppendDone, AppendEvents, NewEvent, append_events, depth
from tremula.core.failure import Refusal
from tremula.web.answers import json_answer, read_body
from tremula.web.api.sessions import id_of
from tremula.web.doors import Door, Needs, bearer
from tremula.web.entry import digest
from tremula.web.house import House, house_of

MOST_EVENTS = 500
MOST_BYTES = 256 * 1024
DEEPEST = 16


class AppendBody(Struct, forbid_unknown_fields=True):
    """One device's events, in any order."""

    device: Annotated[str, Meta(pattern="^[A-Za-z0-9._:-]{1,64}$")]
    events: list[NewEvent]


def routes(house: House) -> list[Door]:
    """POST /api/sessions/{id}/events."""
    return [Door("/api/sessions/{id}/events", append, Needs.APPEND_TOKEN, ["POST"])]


async def append(request: Request) -> Response:
    """200 `{"durable_through"}` after the commit; 409 `{"conflicts", "durable_through"}`: both are kept."""
    house, id = house_of(request), id_of(request)
    body = await read_body(request, AppendBody, MOST_BYTES, exact=True)
    refuse_too_much(body)
    command = AppendEvents(id, body.device, body.events, digest(bearer(request)), house.clock.stamp())
    done = await house.write(append_events, command)
    house.running.saw(id, done.end)
    house.keeping.after_session(done.end)
    return told(done)


def refuse_too_much(body: AppendBody) -> None:
    """Too many events, or one that is nested too deeply to be a note of ours."""
    if len(body.events) > MOST_EVENTS:
        raise Refusal("too-large", f"These are more than {MOST_EVENTS} events. Send them in smaller parts.")
    if any(depth(event.body) > DEEPEST for event in body.events):
        raise Refusal("shape", f"An event's body is nested more than {DEEPEST} deep.")


def told(done: AppendDone) -> Response:
    """What became of the batch."""
    through = done.appended.durable_through
    if done.appended.conflicts:
        return json_answer({"conflicts": done.appended.conflicts, "durable_through": through}, 409)
    return json_answer({"durable_through": through})
