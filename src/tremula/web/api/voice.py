"""The recorded voice over the wire. Public: the same for everybody, and nothing of a person is in it."""

from __future__ import annotations

from pathlib import PurePosixPath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from tremula.web.answers import json_answer
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.voices import KINDS

FOR_EVER = "public, max-age=31536000, immutable"
TYPES = dict(KINDS.values())


def routes(house: House) -> list[Door]:
    """GET /api/voice, and the clips themselves."""
    return [
        Door("/api/voice", speakers, Needs.NOTHING),
        Door("/voice/{clip:path}", clip, Needs.NOTHING),
    ]


def speakers(request: Request) -> Response:
    """`{"speakers": […]}`: who can be heard, and how long each clip is (ms)."""
    return json_answer({"speakers": house_of(request).voices.told()})


def clip(request: Request) -> Response:
    """One clip, whole or a range of it. The page adds `?v=version`, so an address is good for ever."""
    name = request.path_params["clip"]
    path = house_of(request).voices.files.get(name)
    if path is None:
        raise HTTPException(404)
    kind = TYPES[PurePosixPath(name).suffix]
    return FileResponse(path, media_type=kind, headers={"Cache-Control": FOR_EVER})
