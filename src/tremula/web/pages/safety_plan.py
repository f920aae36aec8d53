"""A person's own safety plan: early signs, what helps, people, places. It advises nothing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.safety_plan import read_contacts, read_plan
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page

PARTS = (
    (
        "warning_signs",
        "How I notice that it is getting hard",
        "For example: I sleep badly, I want to see nobody.",
    ),
    ("helps", "What helps me", "For example: a walk, a warm shower, music, a cup of tea."),
    ("places", "Where I can go", "For example: my sister’s flat, the library, the park by the river."),
)
"""Field, heading, example."""


def routes(house: House) -> list[Door]:
    """GET /safety-plan."""
    return [Door("/safety-plan", safety_plan, Needs.PAGE_AND_OPEN_VAULT)]


async def safety_plan(request: Request) -> Response:
    """The plan as it stands, and the form to change it."""
    house = house_of(request)
    plan = await house.read(read_plan, None)
    contacts = await house.read(read_contacts, None)
    parts = [(field, title, example, getattr(plan, field)) for field, title, example in PARTS]
    written = bool(contacts) or any(lines for *_, lines in parts)
    return page(request, "safety_plan.html", parts=parts, contacts=contacts, written=written)
