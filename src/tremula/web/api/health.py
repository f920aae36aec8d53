"""Whether the program answers and whether its vault is open. Public, and silent about everything else."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula import __version__
from tremula.web.answers import json_answer
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of


def routes(house: House) -> list[Door]:
    """GET /health."""
    return [Door("/health", health, Needs.NOTHING)]


async def health(request: Request) -> Response:
    """`{"status": "ok", "vault": "new"|"locked"|"open", "version"}`."""
    vault = house_of(request).state
    return json_answer({"status": "ok", "vault": vault, "version": __version__})
