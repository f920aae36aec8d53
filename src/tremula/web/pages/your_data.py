"""Your data: how much is kept, how to take it along, bring it in and erase it. It judges none of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tremula.actions.archive import Other, others
from tremula.actions.ports import Tx
from tremula.core.archive.lines import KINDS
from tremula.web.api.archive import desk_of
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages.settings import backups_told
from tremula.web.pumping import pumped

NAMES = {
    "sessions": "Sessions",
    "events": "What happened in them",
    "answers": "Answers, ratings and body maps",
    "journal": "Journal entries",
    "journal-versions": "Their versions",
    "settings": "Settings and notes",
    "timelines": "Forms of session",
    "event-twins": "Doubled events",
    "other-content": "Kept beside",
    "persons": "Persons",
}
SHOWN = ("sessions", "answers", "journal")
"""What the page counts; the rest follows from it."""


def routes(house: House) -> list[Door]:
    """GET /your-data, /your-data/archive/{ticket}."""
    return [
        Door("/your-data", show, Needs.PAGE_AND_OPEN_VAULT),
        Door("/your-data/archive/{ticket}", fetch, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def show(request: Request) -> Response:
    """How much there is, and what can be done with it."""
    house = house_of(request)
    kept, beside = await house.read(look_around, None)
    return page(
        request,
        "your_data.html",
        kept=[(NAMES[kind], kept[kind]) for kind in SHOWN],
        beside=[(NAMES[one.kind], one, plain(one.here), plain(one.brought)) for one in beside],
        names=NAMES,
        data=str(house.settings.data),
        backups=backups_told(house.settings.data),
    )


def look_around(tx: Tx, command: None = None) -> tuple[dict[str, int], Sequence[Other]]:
    """How many of each, and what is kept twice."""
    assert set(NAMES) == set(KINDS), "each kind has a name"
    return {kind: sum(1 for _ in tx.lines(kind)) for kind in SHOWN}, others(tx)


def plain(value: Any) -> str:
    """A record for people's eyes."""
    return msgspec.json.format(msgspec.json.encode(value)).decode() if value is not None else "gone"


async def fetch(request: Request) -> Response:
    """The archive, written while it is sent; by a ticket that holds once."""
    house, desk = house_of(request), desk_of(request)
    if not house.tickets.take(request.path_params["ticket"]):
        raise HTTPException(404)
    store = house.store
    name = f"tremula-{house.clock.wall():%Y-%m-%d}.zip"
    return StreamingResponse(
        pumped(lambda out: desk.write(store, out)),
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
