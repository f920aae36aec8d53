"""The answers to the short screening, over the wire."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.screening import Answer, Screening, answer_screening
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of

Row = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{0,39}$")]


class ScreeningBody(Struct, forbid_unknown_fields=True):
    """One answer for each row of the list."""

    answers: Annotated[dict[Row, Answer], Meta(min_length=1, max_length=60)]


def routes(house: House) -> list[Door]:
    """POST /api/screening."""
    return [Door("/api/screening", answer, Needs.OPEN_VAULT, ["POST"])]


async def answer(request: Request) -> Response:
    """`{"result": "clear" | "red"}`."""
    house = house_of(request)
    body = await read_body(request, ScreeningBody)
    result = await house.write(answer_screening, Screening(body.answers, house.clock.stamp()))
    return json_answer({"result": result})
