"""The figure's poses, for the page that draws it. Public: nothing of a person is in them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula.web.answers import json_answer
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of


def routes(house: House) -> list[Door]:
    """GET /api/poses."""
    return [Door("/api/poses", poses, Needs.NOTHING)]


def poses(request: Request) -> Response:
    """`{"poses": {id: pose}, "body": {shape, looks}}`."""
    library = house_of(request).library
    return json_answer({"poses": library.poses, "body": library.body})
