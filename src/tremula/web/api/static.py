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
from tremula.web.offline import needed_offline

FOR_EVER = "public, max-age=31536000, immutable"


def routes(house: House) -> list[Door]:
    """Static files, and the two that must have a plain address."""
    return [
        Door("/static/{tree}/{name:path}", static_file, Needs.NOTHING),
        Door("/static/files.json", what_to_keep, Needs.NOTHING),
        Door("/service-worker.js", service_worker, Needs.NOTHING),
        Door("/manifest.webmanifest", manifest, Needs.NOTHING),
    ]


async def static_file(request: Request) -> Response:
    """Only this version's files; another version's hash is not found."""
    assets, name = house_of(request).assets, request.path_params["name"]
    if request.path_params["tree"] != assets.hash or name not in assets.names:
        raise HTTPException(404)
    return file_response(request, assets, name, {"Cache-Control": FOR_EVER})


async def what_to_keep(request: Request) -> Response:
    """`{"tree", "files": […]}`: what there is to keep for a time without the server."""
    assets = house_of(request).assets
    return json_answer({"tree": assets.hash, "files": needed_offline(assets)})


async def service_worker(request: Request) -> Response:
    """Asked for anew each time, for the whole origin."""
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return file_response(request, house_of(request).assets, "service-worker.js", headers)


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


def file_response(request: Request, assets: Assets, name: str, headers: dict[str, str]) -> Response:
    """One static file as an answer, gzipped where that helps and the browser takes it."""
    if name not in assets.names:
        raise HTTPException(404)
    packed = assets.packed(name) if takes_gzip(request) else None
    if packed is not None:
        headers = {**headers, "Content-Encoding": "gzip"}
    body = assets.read(name) if packed is None else packed
    headers = {**headers, "Vary": "Accept-Encoding"}
    return Response(body, media_type=TYPES[Path(name).suffix], headers=headers)


def takes_gzip(request: Request) -> bool:
    """As RFC 9110 12.5.3 has it, for one coding: named, and not with a weight of nought."""
    codings = [each.partition(";") for each in request.headers.get("accept-encoding", "").split(",")]
    return any(
        name.strip() == "gzip" and weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
        for name, _, weight in codings
    )
