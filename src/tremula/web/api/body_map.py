"""The body map's places and outlines, and the maps a person keeps, over the wire."""

from __future__ import annotations

from asyncio import to_thread
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.body_maps import Marked, body_maps, keep_body_map, remove_body_map
from tremula.core.bodymap.places import BodyMap
from tremula.core.bodymap.record import Record
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of

MOST_PLACES = 100


class MarkedBody(Struct, forbid_unknown_fields=True):
    """What was marked; with the session that it was felt in, if any."""

    record: Annotated[Record, Meta(max_length=MOST_PLACES)]
    session: UUID | None = None


def routes(house: House) -> list[Door]:
    """GET /api/body-map; GET and POST /api/body-maps; DELETE /api/body-maps/{id}."""
    return [
        Door("/api/body-map", tell_map, Needs.NOTHING),
        Door("/api/body-maps", tell_kept, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/body-maps", keep, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/body-maps/{id}", remove, Needs.OPEN_VAULT, ["DELETE"]),
    ]


def map_of(house: House) -> BodyMap:
    """The content's body map; 404 where the content has none."""
    map = house.library.body_map
    if map is None:
        raise HTTPException(404)
    return map


def tell_map(request: Request) -> Response:
    """Everything that the page draws from. Public: nothing of a person is in it."""
    return json_answer(map_of(house_of(request)))


async def tell_kept(request: Request) -> Response:
    """`{"maps": [{id, at, session, record}]}`, oldest first."""
    house = house_of(request)
    return json_answer({"maps": await house.read(body_maps, map_of(house))})


async def keep(request: Request) -> Response:
    """204; a session's map replaces the one before."""
    house = house_of(request)
    body = await read_body(request, MarkedBody)
    session = str(body.session) if body.session else ""
    await house.write(keep_body_map, Marked(map_of(house), body.record, house.clock.stamp(), session))
    return Response(status_code=204)


async def remove(request: Request) -> Response:
    """204; the copies of the record are made anew without it."""
    house = house_of(request)
    await house.write(remove_body_map, request.path_params["id"])
    await to_thread(house.keeping.after_deletion, house.store)
    return Response(status_code=204)
