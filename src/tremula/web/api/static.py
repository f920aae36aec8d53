"""Static files over the wire. Public: nothing of a person is in them; only listed files can be had."""

from __future__ import annotations

from pathlib import Path

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.web.answers import json_answer
from tremula.web.assets import TYPES, Assets
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of

FOR_EVER = "public, max-age=31536000, immutable"


def routes(house: House) -> list[Door]:
    """Static files, and the two that must have a plain address."""
    return [
        Door("/static/{tree}/{name:path}", static_file, Needs.NOTHING),
        Door("/static/files.json", every_address, Needs.NOTHING),
        Door("/service-worker.js", service_worker, Needs.NOTHING),
        Door("/manifest.webmanifest", manifest, Needs.NOTHING),
    ]


async def static_file(request: Request) -> Response:
    """Only this version's files; another version's hash is not found."""
    assets, name = house_of(request).assets, request.path_params["name"]
    if request.path_params["tree"] != assets.hash or name not in assets.files:
        raise HTTPException(404)
    return file_response(assets, name, {"Cache-Control": FOR_EVER})


async def every_address(request: Request) -> Response:
    """`{"tree", "files": […]}`: what there is to keep for a time without the server."""
    assets = house_of(request).assets
    return json_answer({"tree": assets.hash, "files": assets.addresses()})


async def service_worker(request: Request) -> Response:
    """Asked for anew each time, for the whole origin."""
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return file_response(house_of(request).assets, "service-worker.js", headers)


async def manifest(request: Request) -> Response:
    """What a browser needs to put tremula beside other programs."""
    icon = {
        "src": house_of(request).assets.address("icons/leaf.svg"),
        "sizes": "any",
        "type": "image/svg+xml",
    }
    told = {
        "name": "tremula",
        "short_name": "tremula",
        "start_url": "/",
        "display": "standalone",
        "icons": [icon],
    }
    return Response(msgspec.json.encode(told), media_type=TYPES[".webmanifest"])


def file_response(assets: Assets, name: str, headers: dict[str, str]) -> Response:
    """One static file as an answer."""
    if name not in assets.files:
        raise HTTPException(404)
    return Response(assets.read(name), media_type=TYPES[Path(name).suffix], headers=headers)
