"""The screening over the wire: the short list of the first run, the full questions, agreements noted."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.agreements import clear
from tremula.actions.look_ahead import Ahead, Asking, look_ahead
from tremula.actions.screening import (
    Cleared,
    FullScreening,
    NewClearance,
    Screening,
    answer_screening,
    last_answers,
    screen,
)
from tremula.core.safety.screening import Answer
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of

Row = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{0,39}$")]


class ScreeningBody(Struct, forbid_unknown_fields=True):
    """One answer for each row or question."""

    answers: Annotated[dict[Row, Answer], Meta(min_length=1, max_length=60)]


def routes(house: House) -> list[Door]:
    """Everything under /api/screening, and POST /api/clearances."""
    return [
        Door("/api/screening", tell, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/screening", answer, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/screening", put, Needs.OPEN_VAULT, ["PUT"]),
        Door("/api/clearances", note_clearance, Needs.OPEN_VAULT, ["POST"]),
    ]


async def answer(request: Request) -> Response:
    """The short list. `{"result": "clear" | "red"}`."""
    house = house_of(request)
    body = await read_body(request, ScreeningBody)
    result = await house.write(answer_screening, Screening(body.answers, house.clock.stamp()))
    return json_answer({"result": result})


async def tell(request: Request) -> Response:
    """What follows from the last full screening, with its answers."""
    return await told(request)


async def put(request: Request) -> Response:
    """The full screening; whatever is not answered counts as not sure."""
    house = house_of(request)
    body = await read_body(request, ScreeningBody)
    await house.write(screen, FullScreening(body.answers, house.safety.screening, house.clock.stamp()))
    return await told(request)


async def note_clearance(request: Request) -> Response:
    """A professional's agreement for one row."""
    house = house_of(request)
    body = await read_body(request, NewClearance)
    await house.write(clear, Cleared(body, house.safety, house.clock.stamp()))
    return await told(request)


async def told(request: Request) -> Response:
    """The same answer for all three."""
    house = house_of(request)
    ahead = await house.read(look_ahead, Asking(house.safety, house.clock.stamp()))
    answers = await house.read(last_answers, None)
    return json_answer({"screening": screening_told(ahead), "answers": answers})


def screening_told(ahead: Ahead) -> dict[str, Any] | None:
    """What follows, or nothing before the first full screening."""
    if ahead.provisional:
        return None
    screening = ahead.screening
    return {
        "grade": screening.grade,
        "solo": screening.solo,
        "accompanied": screening.accompanied,
        "crisis": screening.crisis,
        "reasons": [
            {"row": one.row, "grade": one.grade, "words": one.words, "ask": one.ask, "cleared": one.cleared}
            for one in screening.reasons
        ],
        "who_to_ask": screening.who_to_ask,
        "open": screening.open,
        "unanswered": screening.unanswered,
        "due": ahead.due.words if ahead.due else "",
    }
