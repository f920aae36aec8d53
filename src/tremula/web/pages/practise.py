"""The player's page: everything a session needs is in it, so that the server may vanish."""

from __future__ import annotations

from msgspec import to_builtins
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.settings import read_choices
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page


def routes(house: House) -> list[Door]:
    """GET /practise."""
    return [Door("/practise", practise, Needs.PAGE_AND_OPEN_VAULT)]


async def practise(request: Request) -> Response:
    """The player with the person's choices and those who can speak."""
    house = house_of(request)
    choices = await house.read(read_choices, None)
    speakers = to_builtins(house.voices.speakers)
    return page(request, "player.html", settings={**choices, "speakers": speakers})
