"""What was practised: the list, and one session as it went. It judges nothing and counts no streaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.ports import EventRow, SessionRow
from tremula.actions.read_sessions import list_begun, read_session
from tremula.core.failure import Refusal
from tremula.core.session.record import Walked
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages import told


def routes(house: House) -> list[Door]:
    """GET /history, GET /history/{id}."""
    return [
        Door("/history", history, Needs.PAGE_AND_OPEN_VAULT),
        Door("/history/{id}", session, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def history(request: Request) -> Response:
    """All sessions by month, newest first."""
    rows = await house_of(request).read(list_begun, None)
    return page(request, "history.html", months=by_month(rows), told=told)


async def session(request: Request) -> Response:
    """One session: its chapters, its end, and what happened on the way."""
    try:
        id = str(UUID(request.path_params["id"]))
        kept = await house_of(request).read(read_session, id)
    except (ValueError, Refusal):
        raise HTTPException(404) from None
    return page(
        request,
        "session.html",
        row=kept.row,
        chapters=told_chapters(kept.chapters),
        counts=counts(kept.events),
        told=told,
    )


def by_month(rows: Sequence[SessionRow]) -> list[tuple[str, list[SessionRow]]]:
    """(“November 2026”, its sessions), in the order given."""
    return [(month, list(group)) for month, group in groupby(rows, lambda row: told.month(row.begun))]


def told_chapters(chapters: Sequence[Walked]) -> list[tuple[Walked, str]]:
    """Each chapter with how it went; what comes after the last one walked was not reached, not skipped."""
    last = max((place for place, chapter in enumerate(chapters) if chapter.state != "skipped"), default=-1)
    return [
        (chapter, "not reached" if place > last else chapter.state) for place, chapter in enumerate(chapters)
    ]


def counts(events: Sequence[EventRow]) -> dict[str, int]:
    """How often something of each kind happened."""
    kinds = [event.kind for event in events]
    return {
        kind: kinds.count(kind) for kind in ("pause", "gap", "asked", "fine", "missed", "too-much", "longer")
    }
