"""What the person has chosen, over the wire."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.settings import Choices, choose, read_choices
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of


def routes(house: House) -> list[Door]:
    """GET and PUT /api/settings."""
    return [
        Door("/api/settings", tell, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/settings", put, Needs.OPEN_VAULT, ["PUT"]),
    ]


async def tell(request: Request) -> Response:
    """`{"settings": {…}}`: only what was ever chosen."""
    return json_answer({"settings": await house_of(request).read(read_choices, None)})


async def put(request: Request) -> Response:
    """Change what is named; the answer has all of them."""
    body = await read_body(request, Choices)
    return json_answer({"settings": await house_of(request).write(choose, body)})
