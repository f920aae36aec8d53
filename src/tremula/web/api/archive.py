"""The archive over the wire: out by an address that works once, in by pieces, looked at beforehand."""

from __future__ import annotations

from asyncio import to_thread
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.archive import BroughtIn, Forget, forget_other, others
from tremula.actions.archive_desk import ArchiveDesk
from tremula.core.failure import Refusal
from tremula.web.answers import json_answer, read_body, read_bytes
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of

PIECE = 1 << 20


class Upload(Struct, forbid_unknown_fields=True):
    """An archive that will come in pieces of 1 MB."""

    size: Annotated[int, Meta(ge=1)]


def routes(house: House) -> list[Door]:
    """Everything under /api/archive, and /api/other-content."""
    open_vault = Needs.OPEN_VAULT
    return [
        Door("/api/archive", order, open_vault, ["POST"], proved=True),
        Door("/api/archive/upload", begin, open_vault, ["POST"]),
        Door("/api/archive/upload", give_up, open_vault, ["DELETE"]),
        Door("/api/archive/upload/{number}", put_piece, open_vault, ["PUT"]),
        Door("/api/archive/look", look, open_vault, ["POST"]),
        Door("/api/archive/bring-in", bring_in, open_vault, ["POST"]),
        Door("/api/other-content", tell_others, open_vault, ["GET"]),
        Door("/api/other-content", forget, open_vault, ["DELETE"]),
    ]


def desk_of(request: Request) -> ArchiveDesk:
    """The archive's desk of this house. Refusal("not-found") where it was started without one."""
    desk = house_of(request).archive
    if desk is None:
        raise Refusal("not-found", "This program was started without archives.")
    return desk


def order(request: Request) -> Response:
    """201 `{"address"}`: the archive is there, once, within a minute."""
    desk_of(request)
    return json_answer({"address": f"/your-data/archive/{house_of(request).tickets.give()}"}, 201)


async def begin(request: Request) -> Response:
    """201 `{"piece"}`: how large each piece is; the last may be shorter."""
    desk, body = desk_of(request), await read_body(request, Upload)
    return json_answer({"piece": await to_thread(desk.begin_upload, body.size)}, 201)


async def put_piece(request: Request) -> Response:
    """204; the pieces come in order, from 0."""
    number = request.path_params["number"]
    if not (number.isascii() and number.isdigit() and len(number) < 8):
        raise Refusal("not-found", "There is nothing at this address.")
    body = await read_bytes(request, PIECE)
    await to_thread(desk_of(request).put_piece, int(number), body)
    return Response(status_code=204)


async def look(request: Request) -> Response:
    """`{"kinds", "total"}`: what it would bring. A bad archive is refused, and gone."""
    house, desk = house_of(request), desk_of(request)
    return json_answer(told(await to_thread(desk.look, house.store)))


async def bring_in(request: Request) -> Response:
    """`{"kinds", "total"}`: all of it is in; a refusal means that nothing is."""
    house, desk = house_of(request), desk_of(request)
    result = await to_thread(desk.bring_in, house.store)
    house.keeping.wanted = True
    return json_answer(told(result))


def told(result: BroughtIn) -> dict[str, Any]:
    """By kind and in all: new, same, other."""
    plain: dict[str, Any] = msgspec.to_builtins(result)
    return plain | {"total": result.total}


def give_up(request: Request) -> Response:
    """204; whatever was uploaded is gone."""
    desk_of(request).forget()
    return Response(status_code=204)


async def tell_others(request: Request) -> Response:
    """`{"others": [{"kind", "key", "content", "here", "brought"}]}`: what is kept twice, and differs."""
    return json_answer({"others": await house_of(request).read(others, None)})


async def forget(request: Request) -> Response:
    """204; what was brought goes, what is here holds on."""
    await house_of(request).write(forget_other, await read_body(request, Forget))
    return Response(status_code=204)
