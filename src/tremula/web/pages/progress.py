"""Progress: what was rated over weeks, with the sessions under it. It praises nothing and proves nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.look_back import Asked, Back, look_back
from tremula.core.charts import body, care, days, forms, sessions
from tremula.core.charts.calendar import calendar
from tremula.core.charts.glance import glance
from tremula.core.charts.span import Span, counted, told
from tremula.core.practice.measures import without_heart
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page

WEEKS = 12
"""What is shown when nothing is chosen."""
LONGEST = timedelta(days=50 * 365)
"""How far back the days of one's own choice may lie."""


class Length(Struct, frozen=True):
    """A length of time to choose; 0 weeks: since the beginning."""

    weeks: int
    name: str


LENGTHS = (Length(4, "4 weeks"), Length(WEEKS, "12 weeks"), Length(52, "A year"), Length(0, "All of it"))


class Chosen(Struct, frozen=True):
    """The time that is shown (None: everything), and what of the list was chosen; None: days of one's own."""

    span: Span | None
    weeks: int | None


def routes(house: House) -> list[Door]:
    """GET /progress."""
    return [Door("/progress", progress, Needs.PAGE_AND_OPEN_VAULT)]


async def progress(request: Request) -> Response:
    """The charts of the time that was chosen."""
    house = house_of(request)
    now = house.clock.wall()
    chosen = choose(request, now.date())
    asked = Asked(chosen.span, house.library.body_map, house.forms, house.safety, now.date(), now.tzinfo)
    back = await house.read(look_back, asked)
    return page(request, "progress.html", lengths=LENGTHS, weeks=chosen.weeks, told=told, **seen(house, back))


def choose(request: Request, today: date) -> Chosen:
    """What the address asks for: `weeks`, or `from` and `to`; twelve weeks where it makes no sense."""
    asked = request.query_params
    try:
        if "from" in asked:
            days = sorted(date.fromisoformat(asked[name]) for name in ("from", "to"))
            first, last = (min(max(day, today - LONGEST), today) for day in days)
            return Chosen(Span(first, last), None)
        weeks = int(asked.get("weeks", WEEKS))
    except (ValueError, KeyError):
        weeks = WEEKS
    if weeks not in {length.weeks for length in LENGTHS}:
        weeks = WEEKS
    return Chosen(Span(today - timedelta(days=7 * weeks - 1), today) if weeks else None, weeks)


def seen(house: House, back: Back) -> dict[str, Any]:
    """What the template shows: a chart, rows or nothing for each part."""
    span, practised = back.span, [each.day for each in back.sessions]
    counts = counted(practised, span)
    practice = house.guidance.practice
    check_in = practice.check_in if back.heart else without_heart(practice.check_in)
    look = days.Look(check_in, back.days, span, counts, back.goal)
    labels = {sign.id: sign.label for sign in house.safety.checks.signs}
    first_session = practised[0] if practised else None
    parts = {
        "glance": glance(check_in, back.days, span),
        "days": days.day_charts(look),
        "held": days.held(look),
        "around": sessions.around_charts(back.sessions, span, counts),
        "afterwards": sessions.afterwards(labels, back.checks, span),
        "forms": forms.form_charts(back.forms, forms.When(span, counts, first_session)),
        "care": care.care_rows(practice.self_care, back.care, span),
        "body": body_of(house, back),
    }
    empty = not any(parts.values()) and not counts
    return {**parts, "span": span, "calendar": calendar(practised, span), "empty": empty}


def body_of(house: House, back: Back) -> body.Body | None:
    """The body map over time, where content has one."""
    if house.library.body_map is None:
        return None
    practised = counted((each.day for each in back.sessions), back.span)
    return body.body_over_time(body.Look(house.library.body_map, back.maps, back.span, practised, back.build))
