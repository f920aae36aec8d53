"""What this user's other processes may ask the running program: a new launch token, and the sessions."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.read_sessions import read_all, session_told
from tremula.core.failure import Refusal
from tremula.web.answers import json_answer
from tremula.web.doors import Door, Needs
from tremula.web.house import LOCKED, House, house_of


def routes(house: House) -> list[Door]:
    """POST /api/control/launch, GET /api/control/sessions."""
    return [
        Door("/api/control/launch", launch, Needs.CONTROL_TOKEN, ["POST"]),
        Door("/api/control/sessions", sessions, Needs.CONTROL_TOKEN, ["GET"]),
    ]


async def launch(request: Request) -> Response:
    """`{"open": "http://127.0.0.1:…/#launch=…"}`."""
    return json_answer({"open": house_of(request).launch_address()})


async def sessions(request: Request) -> Response:
    """Every session with chapters and events, newest first."""
    house = house_of(request)
    if house.state != "open":
        raise Refusal("locked", LOCKED)
    told = await house.read(read_all, None)
    return json_answer({"sessions": [session_told(each) for each in told]})
