"""A person's own contacts and safety plan, over the wire."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.safety_plan import (
    Contacts,
    SafetyPlan,
    keep_contacts,
    keep_plan,
    read_contacts,
    read_plan,
)
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of


def routes(house: House) -> list[Door]:
    """GET and PUT of /api/contacts and /api/safety-plan."""
    return [
        Door("/api/contacts", tell_contacts, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/contacts", put_contacts, Needs.OPEN_VAULT, ["PUT"]),
        Door("/api/safety-plan", tell_plan, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/safety-plan", put_plan, Needs.OPEN_VAULT, ["PUT"]),
    ]


async def tell_contacts(request: Request) -> Response:
    """`{"contacts": [{"name", "phone", "about", "professional"}]}`, in the order in which to call them."""
    return json_answer({"contacts": await house_of(request).read(read_contacts, None)})


async def put_contacts(request: Request) -> Response:
    """All of them at once; the answer has what is kept."""
    body = await read_body(request, Contacts)
    return json_answer({"contacts": await house_of(request).write(keep_contacts, body)})


async def tell_plan(request: Request) -> Response:
    """`{"plan": {"warning_signs", "helps", "places"}}`."""
    return json_answer({"plan": await house_of(request).read(read_plan, None)})


async def put_plan(request: Request) -> Response:
    """The whole plan at once."""
    body = await read_body(request, SafetyPlan)
    return json_answer({"plan": await house_of(request).write(keep_plan, body)})
