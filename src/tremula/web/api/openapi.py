"""For programs: this interface described, and the archive for those that may take it. It keeps nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tremula.web.api.archive import desk_of
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.pumping import pumped

HERE = Path(__file__).resolve().parent.parent
PLACES = (HERE / "openapi.json", HERE.parents[2] / "docs/reference/openapi.json")
"""The wheel's, and the source tree's."""
WRITTEN_FOR = "http://127.0.0.1:8750"


def routes(house: House) -> list[Door]:
    """GET /api/openapi.json, GET /api/archive."""
    return [
        Door("/api/openapi.json", describe, Needs.OPEN_VAULT),
        Door("/api/archive", take_out, Needs.OPEN_VAULT, proved=True),
    ]


@cache
def described() -> str:
    """What `make docs` wrote from conformance/wire and the doors."""
    return next(place for place in PLACES if place.is_file()).read_text(encoding="utf-8")


def describe(request: Request) -> Response:
    """OpenAPI 3.1, with the address at which this program answers."""
    text = described().replace(WRITTEN_FOR, house_of(request).origin)
    return Response(text, media_type="application/json")


def take_out(request: Request) -> Response:
    """The whole archive as a zip, written while it is sent."""
    store, desk = house_of(request).store, desk_of(request)
    return StreamingResponse(pumped(lambda out: desk.write(store, out)), media_type="application/zip")
