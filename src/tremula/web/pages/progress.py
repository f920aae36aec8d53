"""Progress: what was rated over weeks, with the sessions under it. It praises nothing and proves nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.look_back import Back, day_of, look_back
from tremula.core.charts.sessions import around_charts
from tremula.core.charts.span import Span, counted, told
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.templating import page

WEEKS = 12
"""What is shown when nothing is chosen."""


class Length(Struct, frozen=True):
    """A length of time to choose; 0 weeks: since the beginning."""

    weeks: int
    name: str


LENGTHS = (Length(4, "4 weeks"), Length(WEEKS, "12 weeks"), Length(52, "A year"), Length(0, "All of it"))


class Chosen(Struct, frozen=True):
    """The time that is shown, and what of the list was chosen; None: days of one's own."""

    span: Span
    weeks: int | None


def routes(house: House) -> list[Door]:
    """GET /progress."""
    return [Door("/progress", progress, Needs.PAGE_AND_OPEN_VAULT)]


async def progress(request: Request) -> Response:
    """The charts of the time that was chosen."""
    house = house_of(request)
    now = house.clock.wall()
    back = await house.read(look_back, now.tzinfo)
    first = min((day_of(row.begun, now.tzinfo) for row in back.sessions[:1]), default=now.date())
    chosen = choose(request, now.date(), first)
    return page(request, "progress.html", **context(back, chosen), lengths=LENGTHS, chosen=chosen, told=told)


def choose(request: Request, today: date, first: date) -> Chosen:
    """What the address asks for: `weeks`, or `from` and `to`; twelve weeks where it makes no sense."""
    asked = request.query_params
    try:
        if "from" in asked:
            days = sorted(date.fromisoformat(asked[name]) for name in ("from", "to"))
            return Chosen(Span(days[0], min(days[1], max(today, days[0]))), None)
        weeks = int(asked.get("weeks", WEEKS))
    except (ValueError, KeyError):
        weeks = WEEKS
    if weeks not in {length.weeks for length in LENGTHS}:
        weeks = WEEKS
    begin = today - timedelta(days=7 * weeks - 1) if weeks else first
    return Chosen(Span(min(begin, today), today), weeks)


def context(back: Back, chosen: Chosen) -> dict[str, Any]:
    """What the template shows."""
    counts = counted([each.day for each in back.around], chosen.span)
    return {"around": around_charts(back.around, chosen.span, counts), "sessions": sum(counts.values())}
