"""The body map to fill in, after a session or at any time, and the maps kept. It never scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.body_maps import KeptMap, body_maps
from tremula.actions.ports import SessionRow, Tx
from tremula.actions.settings import read_choices
from tremula.core.bodymap.draw import Drawing, drawn
from tremula.core.bodymap.places import FACES, BodyMap
from tremula.core.bodymap.record import Felt
from tremula.core.bodymap.weeks import by_week, to_draw
from tremula.core.bodymap.words import change_in_words, compared, described, reach
from tremula.web.api.body_map import map_of
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages import told

PLAIN_ROWS = 8
"""Lines of plain fields for a browser in which the picture does not come."""
WEEKS = 6
"""How many of the newest weeks are drawn."""
SHAKING = "shaking"


def routes(house: House) -> list[Door]:
    """GET /body-map, /body-map/past, /body-map/{id}."""
    return [
        Door("/body-map", fill_in, Needs.PAGE_AND_OPEN_VAULT),
        Door("/body-map/past", past, Needs.PAGE_AND_OPEN_VAULT),
        Door("/body-map/{id}", fill_in, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def fill_in(request: Request) -> Response:
    """The picture to mark: empty, or as it was kept for this session."""
    house = house_of(request)
    map = map_of(house)
    row = await session_of(house, request)
    kept, build = await house.read(kept_and_build, map)
    mine = [one.record for one in kept if row is not None and one.session == row.id]
    record = mine[-1] if mine else {}
    return page(
        request,
        "body_map.html",
        map=map,
        build=build,
        row=row,
        record=record,
        rows=plain_rows(record),
        kept=bool(kept),
        told=told,
    )


def kept_and_build(tx: Tx, map: BodyMap) -> tuple[Sequence[KeptMap], str]:
    """Every map, and the body type that the person chose for the figure."""
    return body_maps(tx, map), read_choices(tx).get("figure", {}).get("body", "")


def plain_rows(record: Felt) -> list[tuple[str, str, int]]:
    """Place, feeling, strength of what is marked, and empty lines after it."""
    filled = [(place, feeling, n) for place, felt in record.items() for feeling, n in felt.items()]
    return filled + [("", "", 0)] * PLAIN_ROWS


async def session_of(house: House, request: Request) -> SessionRow | None:
    """The session of the address, if it names one; 404 when there is none."""
    if "id" not in request.path_params:
        return None
    try:
        id = str(UUID(request.path_params["id"]))
    except ValueError:
        raise HTTPException(404) from None
    row = await house.read(find_session, id)
    if row is None:
        raise HTTPException(404)
    return row


def find_session(tx: Tx, id: str) -> SessionRow | None:
    """One session."""
    return tx.session(id)


async def past(request: Request) -> Response:
    """The newest map in pictures and words, what changed from one to the next, and the weeks."""
    house = house_of(request)
    map = map_of(house)
    kept, build = await house.read(kept_and_build, map)
    context: dict[str, Any] = {"kept": kept, "told": told, "entries": entries(map, kept)}
    if kept:
        newest = kept[-1].record
        context |= {"pictures": pictures(map, newest, build, "newest", "The newest map")}
        context |= {"words": described(map, newest), "shaking": reach(map, newest, SHAKING)}
        context |= {"weeks": weeks(map, kept, build)}
    return page(request, "body_maps.html", **context)


def pictures(map: BodyMap, record: Felt, build: str, id: str, label: str) -> list[str]:
    """Front and back as SVG."""
    return [drawn(map, record, Drawing(build, face, f"{id}-{face}", f"{label}, {face}")) for face in FACES]


def entries(map: BodyMap, kept: Sequence[KeptMap]) -> list[dict[str, Any]]:
    """Every map in words with what changed since the one before, newest first."""
    changes = [change_in_words(compared(map, a.record, b.record)) for a, b in pairwise(kept)]
    told_of = [
        {
            "id": one.id,
            "at": one.at,
            "session": one.session,
            "words": described(map, one.record),
            "change": change,
        }
        for one, change in zip(kept, ["", *changes], strict=False)
    ]
    return told_of[::-1]


def weeks(map: BodyMap, kept: Sequence[KeptMap], build: str) -> list[dict[str, Any]]:
    """The newest weeks as small pictures; more of a pattern: marked more often."""
    days = [(datetime.fromisoformat(one.at).date(), one.record) for one in kept]
    return [
        {
            "monday": week.monday,
            "maps": week.maps,
            "pictures": pictures(map, to_draw(week), build, f"week-{week.monday}", f"Week of {week.monday}"),
        }
        for week in by_week(days)[-WEEKS:]
    ]
