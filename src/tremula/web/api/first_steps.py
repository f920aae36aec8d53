"""Where to begin, over the wire: answers go in, kinds of help come out. It keeps nothing unasked."""

from __future__ import annotations

from asyncio import to_thread
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.first_steps import (
    Beginning,
    Given,
    forget_first_steps,
    keep_first_steps,
    look_first,
)
from tremula.core.learn.help import Suggestion
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of


def routes(house: House) -> list[Door]:
    """POST, PUT and DELETE /api/first-steps."""
    return [
        Door("/api/first-steps", look, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/first-steps", keep, Needs.OPEN_VAULT, ["PUT"]),
        Door("/api/first-steps", forget, Needs.OPEN_VAULT, ["DELETE"]),
    ]


async def look(request: Request) -> Response:
    """The suggestion. Nothing is kept."""
    house, command = house_of(request), await asked(request)
    return json_answer(suggestion_told(await house.read(look_first, command)))


async def keep(request: Request) -> Response:
    """Keep the answers; the suggestion is made anew from them whenever it is looked at."""
    house, command = house_of(request), await asked(request)
    await house.write(keep_first_steps, command)
    return json_answer(suggestion_told(await house.read(look_first, command)))


async def forget(request: Request) -> Response:
    """204; nothing of it stays, neither in the copies of the record."""
    house = house_of(request)
    await house.write(forget_first_steps, None)
    await to_thread(house.keeping.after_deletion, house.store)
    return Response(status_code=204)


async def asked(request: Request) -> Beginning:
    """The answers with the rules of this house."""
    house = house_of(request)
    given = await read_body(request, Given)
    teaching = house.guidance.teaching
    return Beginning(given, teaching.steps, teaching.form, house.safety, house.clock.stamp())


def suggestion_told(suggestion: Suggestion) -> dict[str, Any]:
    """Ids of kinds with their reasons; the page has the words about each kind."""
    return {
        "crisis": suggestion.crisis,
        "kinds": [
            {
                "kind": each.kind,
                "reasons": [
                    {"why": one.why, "source": one.source, "grade": one.grade} for one in each.reasons
                ],
            }
            for each in suggestion.kinds
        ],
    }
