"""The journal over the wire. Words that are looked for travel in a body: an address is kept by browsers."""

from __future__ import annotations

from asyncio import to_thread
from base64 import b64encode
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.journal import (
    PAGE,
    Write,
    Written,
    delete_entry,
    forget_history,
    list_entries,
    read_entry,
    search_entries,
    write_entry,
)
from tremula.core.failure import Refusal
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of

LARGEST = 1 << 20
"""Bytes of a save: the longest entry in any script."""
OUTBOX = "journal-outbox"
"""The purpose of the key under which a browser keeps what the server does not have yet."""


class Search(Struct, forbid_unknown_fields=True):
    """What to look for."""

    words: Annotated[str, Meta(max_length=1000)]


def routes(house: House) -> list[Door]:
    """/api/journal, /api/journal-search, /api/journal/{id}, its history, and /api/journal-key."""
    open_vault = Needs.OPEN_VAULT
    return [
        Door("/api/journal-key", tell_key, open_vault, ["GET"]),
        Door("/api/journal", show, open_vault, ["GET"]),
        Door("/api/journal-search", search, open_vault, ["POST"]),
        Door("/api/journal/{id}", tell, open_vault, ["GET"]),
        Door("/api/journal/{id}", write, open_vault, ["PUT"]),
        Door("/api/journal/{id}", delete, open_vault, ["DELETE"]),
        Door("/api/journal/{id}/history", forget, open_vault, ["DELETE"]),
    ]


def entry_id(request: Request) -> str:
    """The entry of the address. Refusal("not-found")."""
    try:
        return str(UUID(request.path_params["id"]))
    except ValueError:
        raise Refusal("not-found", "There is no such entry.") from None


async def tell_key(request: Request) -> Response:
    """`{"key"}`: 32 bytes in base64. What a browser keeps for a moment is encrypted with it."""
    key = house_of(request).vault.derive_key(OUTBOX)
    return json_answer({"key": b64encode(key).decode()})


async def show(request: Request) -> Response:
    """`{"entries", "more"}`: a page, newest first; `?before=` a moment for the next one."""
    entries = await house_of(request).read(list_entries, moment_of(request))
    return json_answer({"entries": entries[:PAGE], "more": len(entries) > PAGE})


def moment_of(request: Request) -> str:
    """`before` of the address. Refusal("shape")."""
    from tremula.actions.journal import refuse_no_moment

    if "before" not in request.query_params:
        return ""
    before = request.query_params["before"].replace(" ", "+")
    refuse_no_moment(before)
    return before


async def search(request: Request) -> Response:
    """`{"found": [{"entry", "around"}]}`, newest first; `around` is plain, found, plain … in turns."""
    body = await read_body(request, Search)
    return json_answer({"found": await house_of(request).read(search_entries, body.words)})


async def tell(request: Request) -> Response:
    """`{"entry", "versions"}`; the versions oldest first."""
    return json_answer(await house_of(request).read(read_entry, entry_id(request)))


async def write(request: Request) -> Response:
    """`{"seq"}`: the highest that is kept of this sitting. Saved twice is saved once."""
    id, body = entry_id(request), await read_body(request, Written, LARGEST)
    told: dict[str, Any] = {"seq": await house_of(request).write(write_entry, Write(id, body))}
    return json_answer(told)


async def delete(request: Request) -> Response:
    """204; gone with its history, from older backups too."""
    return await _without(request, delete_entry)


async def forget(request: Request) -> Response:
    """204; only how it reads now stays."""
    return await _without(request, forget_history)


async def _without(request: Request, action: Any) -> Response:
    house = house_of(request)
    await house.write(action, entry_id(request))
    await to_thread(house.keeping.after_deletion, house.store)
    return Response(status_code=204)
