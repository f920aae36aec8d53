"""The daily check-in, for today and late for yesterday, and the page on which a person makes it theirs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.check_ins import Looking, Sheet, contexts_before, look_at_day, read_own, tags_of
from tremula.core.practice.check_in import needs_support
from tremula.core.practice.check_in import told as told_of
from tremula.core.practice.measures import CheckIn
from tremula.web.api.check_ins import check_in_for
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages import told


def routes(house: House) -> list[Door]:
    """GET /check-in, /check-in/yesterday, /check-in/own."""
    return [
        Door("/check-in", of_today, Needs.PAGE_AND_OPEN_VAULT),
        Door("/check-in/yesterday", of_yesterday, Needs.PAGE_AND_OPEN_VAULT),
        Door("/check-in/own", own_way, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def of_today(request: Request) -> Response:
    """Today, as far as it was told."""
    return await of_day(request, house_of(request).clock.wall().date())


async def of_yesterday(request: Request) -> Response:
    """Yesterday, marked as late."""
    return await of_day(request, house_of(request).clock.wall().date() - timedelta(days=1))


async def of_day(request: Request, day: date) -> Response:
    """The questions, and what was said where something was."""
    house = house_of(request)
    check_in = await check_in_for(house)
    sheet = await house.read(look_at_day, Looking(check_in, day))
    kept = sheet.kept
    return page(
        request,
        "check_in.html",
        day=day.isoformat(),
        day_told=told.day(day.isoformat()),
        late=day < house.clock.wall().date(),
        ratings=[each for each in sheet.measures if each.rating],
        readings=readings_of(check_in, sheet),
        kept=kept,
        said=told_of(check_in, kept) if kept else [],
        support=kept is not None and needs_support(check_in, kept.ratings),
        contexts=check_in.contexts,
        own=sheet.own,
        tags=tags_of(sheet, check_in),
        ticked=contexts_before(sheet),
    )


def readings_of(check_in: CheckIn, sheet: Sheet) -> list[dict[str, Any]]:
    """The groups that are asked: their kinds, and the one that was typed with its number."""
    kinds = [each for each in sheet.measures if not each.rating]
    values = sheet.kept.values if sheet.kept else {}
    found = []
    for group in check_in.groups:
        here = [each for each in kinds if each.group == group.id]
        typed = next((each.id for each in here if each.id in values), "")
        value = f"{values[typed]:g}" if typed else ""
        if here:
            found.append({"group": group, "kinds": here, "chosen": typed, "value": value})
    return found


async def own_way(request: Request) -> Response:
    """What can be asked besides the usual, own tags, the goal."""
    house = house_of(request)
    check_in = await check_in_for(house)
    own = await house.read(read_own, None)
    usual = [each.label for each in check_in.measures if each.asked == "always"]
    return page(request, "check_in_own.html", groups=check_in.groups, own=own, usual=usual)
