"""Take it along: a session as sound files, and what these cannot do. No file outlives its download."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from tremula.actions.look_ahead import Asking, look_ahead
from tremula.actions.may_render import refuse_closed_to_files
from tremula.core.failure import Refusal
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.sound_files import SoundFiles

KINDS = {".zip": "application/zip", ".wav": "audio/wav", ".m4a": "audio/mp4"}
PIECE = 1 << 18


def routes(house: House) -> list[Door]:
    """GET /sound-files, GET /sound-files/{id}."""
    return [
        Door("/sound-files", choose, Needs.PAGE_AND_OPEN_VAULT),
        Door("/sound-files/{id}", download, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def choose(request: Request) -> Response:
    """What to take along; who has not been asked about their health begins there."""
    house = house_of(request)
    ahead = await house.read(look_ahead, Asking(house.safety, house.clock.stamp()))
    if not ahead.answered:
        return RedirectResponse("/welcome", 303)
    closed = None
    try:
        refuse_closed_to_files(ahead)
    except Refusal as refusal:
        closed = refusal
    scripts = house.library.scripts.values()
    offered = [script for script in scripts if script.number is not None and not script.locked]
    return page(
        request,
        "sound_files.html",
        closed=closed,
        exercises=sorted(offered, key=lambda script: script.number or 0),
        speakers=house.voices.speakers,
        m4a=house.sound_files.has_encoder(),
    )


def download(request: Request) -> Response:
    """The file, once; what was not fetched to its end is gone as well."""
    sound_files = house_of(request).sound_files
    order = sound_files.of(request.path_params["id"])
    if order.file is None or order.state != "ready":
        raise Refusal("not-found", "These sound files are not ready yet. Make them again.")
    name = order.file.name
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(order.file.stat().st_size),
    }
    kind = KINDS[order.file.suffix]
    return StreamingResponse(handed_over(order.file, sound_files), media_type=kind, headers=headers)


def handed_over(file: Path, sound_files: SoundFiles) -> Iterator[bytes]:
    """The file piece by piece; afterwards nothing of it is left."""
    try:
        with file.open("rb") as opened:
            while piece := opened.read(PIECE):
                yield piece
    finally:
        sound_files.forget()
