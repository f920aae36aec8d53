"""Self-care: what there was today and on the last days, and weeks as a picture. Nothing counts on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.self_care import care_days
from tremula.core.practice.self_care import BACK_DAYS, CareDay, CareWeek, SelfCare, by_week
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages import told

WEEKS = 6
"""How many weeks the picture has."""


def routes(house: House) -> list[Door]:
    """GET /self-care."""
    return [Door("/self-care", self_care, Needs.PAGE_AND_OPEN_VAULT)]


async def self_care(request: Request) -> Response:
    """Today's fields to tap, the days before, the weeks."""
    house = house_of(request)
    care, today = house.guidance.practice.self_care, house.clock.wall().date()
    kept = await house.read(care_days, None)
    weeks = by_week(care, kept, today, WEEKS)
    return page(
        request,
        "self_care.html",
        care=care,
        days=list_of_days(kept, today),
        rows=rows(care, weeks) if any(week.noted for week in weeks) else [],
    )


def list_of_days(kept: Sequence[CareDay], today: date) -> list[dict[str, Any]]:
    """Today and the days before that can still be noted, the newest first."""
    done = {each.day: each.done for each in kept}
    days = [today - timedelta(days=back) for back in range(BACK_DAYS + 1)]
    return [
        {"day": day.isoformat(), "name": name_of(day, today), "done": done.get(day.isoformat(), ())}
        for day in days
    ]


def name_of(day: date, today: date) -> str:
    """“Today”, “Yesterday”, “Thursday, 19 November 2026”."""
    return {0: "Today", 1: "Yesterday"}.get((today - day).days) or told.day(day.isoformat())


def rows(care: SelfCare, weeks: Sequence[CareWeek]) -> list[dict[str, Any]]:
    """A line for each field: every week's amount, with its words."""
    return [
        {"label": field.short, "weeks": [week_told(care, week, field.id) for week in weeks]}
        for field in care.fields
    ]


def week_told(care: SelfCare, week: CareWeek, field: str) -> dict[str, str]:
    """One mark of the picture, and the same in words."""
    amount = week.amounts[field]
    words = f"Week of {week.monday.day} {week.monday:%B}: {care.amounts[amount]}"
    return {"amount": amount, "words": words}
