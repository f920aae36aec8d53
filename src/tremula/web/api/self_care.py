"""Self-care over the wire: what there was on a day, and the days so far."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.self_care import Noting, care_days, keep_self_care
from tremula.core.practice.measures import Id
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of


class CareBody(Struct, frozen=True, forbid_unknown_fields=True):
    """All that there was on a day, by field."""

    day: date
    done: Annotated[list[Id], Meta(max_length=20)]


def routes(house: House) -> list[Door]:
    """GET and POST /api/self-care."""
    return [
        Door("/api/self-care", tell, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/self-care", keep, Needs.OPEN_VAULT, ["POST"]),
    ]


async def tell(request: Request) -> Response:
    """`{"days": [{day, done}]}`, in order; a day on which nothing was noted is not in it."""
    return json_answer({"days": await house_of(request).read(care_days, None)})


async def keep(request: Request) -> Response:
    """204; it replaces what was noted of the day."""
    house = house_of(request)
    body = await read_body(request, CareBody)
    care = house.guidance.practice.self_care
    await house.write(keep_self_care, Noting(care, body.done, body.day, house.clock.stamp()))
    return Response(status_code=204)
