"""The directory over the wire: bring a file in by pieces, choose columns, watch, take out; the shortlist.

What is searched for comes in a body, because browsers keep addresses; the page shows what is found.
"""

from __future__ import annotations

from asyncio import to_thread
from typing import Annotated, Any

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.directory import told
from tremula.actions.directory_desk import Desk
from tremula.actions.shortlist import (
    Listed,
    Noted,
    add_to_shortlist,
    note_on_shortlist,
    take_off_shortlist,
)
from tremula.core.failure import Refusal
from tremula.web.answers import json_answer, read_body, read_bytes
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of

PIECE = 1 << 20
Column = Annotated[str, Meta(max_length=400)]


class Upload(Struct, forbid_unknown_fields=True):
    """A file that will come in pieces of 1 MB. The name is shown, never used as one."""

    name: Annotated[str, Meta(min_length=1, max_length=120)]
    size: Annotated[int, Meta(ge=1)]


class Start(Struct, forbid_unknown_fields=True):
    """Column by field; empty for what is no table."""

    mapping: Annotated[dict[Annotated[str, Meta(max_length=40)], Column], Meta(max_length=60)] = {}


class Search(Struct, forbid_unknown_fields=True):
    """Filters by their names; empty forgets the last search."""

    filters: Annotated[
        dict[Annotated[str, Meta(max_length=40)], Annotated[str, Meta(max_length=120)]], Meta(max_length=20)
    ]


class Key(Struct, forbid_unknown_fields=True):
    """Somebody on the shortlist."""

    key: Annotated[str, Meta(max_length=300)]


def routes(house: House) -> list[Door]:
    """Everything under /api/directory."""
    open_vault = Needs.OPEN_VAULT
    return [
        Door("/api/directory/files", show, open_vault, ["GET"]),
        Door("/api/directory/files", begin, open_vault, ["POST"]),
        Door("/api/directory/files/{id}", tell, open_vault, ["GET"]),
        Door("/api/directory/files/{id}", undo, open_vault, ["DELETE"]),
        Door("/api/directory/files/{id}/pieces/{number}", put_piece, open_vault, ["PUT"]),
        Door("/api/directory/files/{id}/look", look, open_vault, ["POST"]),
        Door("/api/directory/files/{id}/start", start, open_vault, ["POST"]),
        Door("/api/directory/search", look_for, open_vault, ["PUT"]),
        Door("/api/directory/shortlist", note, open_vault, ["PUT"]),
        Door("/api/directory/shortlist", take_off, open_vault, ["DELETE"]),
        Door("/api/directory/entries/{id}/shortlist", add, open_vault, ["POST"]),
    ]


def desk_of(request: Request) -> Desk:
    """The directory of this house. Refusal("not-found") where it was started without one."""
    desk = house_of(request).directory
    if desk is None:
        raise Refusal("not-found", "This program was started without its directory.")
    return desk


def number_in(request: Request, name: str) -> int:
    """A number of the address. Refusal("not-found")."""
    text = request.path_params[name]
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refusal("not-found", "There is nothing at this address.")
    return int(text)


def show(request: Request) -> Response:
    """`{"files": [{"id", "name", "kind", "state", "rows", "kept", "bad", "done" …}]}`, newest first."""
    return json_answer({"files": [told(each) for each in desk_of(request).file.imports()]})


async def begin(request: Request) -> Response:
    """201 `{"id", "piece"}`: where the pieces go, and how large each is."""
    desk, body = desk_of(request), await read_body(request, Upload)
    return json_answer({"id": await to_thread(desk.begin_upload, body.name, body.size), "piece": PIECE}, 201)


async def put_piece(request: Request) -> Response:
    """204 when the piece is kept, encrypted."""
    desk, id, number = desk_of(request), number_in(request, "id"), number_in(request, "number")
    body = await read_bytes(request, PIECE)
    await to_thread(desk.put_piece, id, number, body)
    return Response(status_code=204)


def look(request: Request) -> Response:
    """`{"kind", "columns", "samples", "guess", "known"}`; a file that cannot be read is gone after this."""
    return json_answer(desk_of(request).look_at_upload(number_in(request, "id")))


async def start(request: Request) -> Response:
    """202 and the file as it stands; it is read beside the server."""
    desk, id = desk_of(request), number_in(request, "id")
    body = await read_body(request, Start)
    return json_answer(told(await to_thread(desk.start, id, body.mapping)), 202)


def tell(request: Request) -> Response:
    """The file as it stands; `problems` names lines that could not be read, `trouble` why it stopped."""
    desk, id = desk_of(request), number_in(request, "id")
    answer: dict[str, Any] = told(desk.file.import_(id))
    return json_answer(
        answer | {"problems": desk.file.problems(id)[:200], "trouble": desk.trouble.get(id, "")}
    )


def undo(request: Request) -> Response:
    """204; everything that came with the file is gone."""
    desk_of(request).undo(number_in(request, "id"))
    return Response(status_code=204)


async def add(request: Request) -> Response:
    """201 `{"listed": n}`; they are on the shortlist."""
    house, desk = house_of(request), desk_of(request)
    found = await to_thread(desk.file.entry, number_in(request, "id"))
    if found is None:
        raise Refusal("not-found", "They are no longer in the directory. Search again.")
    source = await to_thread(desk.file.import_, found.source)
    kept = await house.write(add_to_shortlist, Listed(found.entry, source.name, house.clock.stamp()))
    return json_answer({"listed": len(kept)}, 201)


async def look_for(request: Request) -> Response:
    """204; /directory shows what fits, until something else is looked for or the vault locks."""
    house_of(request).looked_for = (await read_body(request, Search)).filters
    return Response(status_code=204)


async def note(request: Request) -> Response:
    """204; the note is kept."""
    await house_of(request).write(note_on_shortlist, await read_body(request, Noted))
    return Response(status_code=204)


async def take_off(request: Request) -> Response:
    """204; gone with the note."""
    await house_of(request).write(take_off_shortlist, (await read_body(request, Key)).key)
    return Response(status_code=204)
