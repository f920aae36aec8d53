"""Today: begin a session, or go on with one. It advises a rest and never pushes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tremula.actions.ports import SessionRow
from tremula.actions.read_sessions import list_begun
from tremula.actions.settings import read_choices
from tremula.core.exercise.script import Dose
from tremula.web.doors import Door, Needs
from tremula.web.house import House
from tremula.web.pages import told
from tremula.web.pages.plans import PLANS, Preview, plan_of, preview
from tremula.web.pages.welcome import closed, kept_answers, reasons
from tremula.web.templating import page

REST = timedelta(hours=48)
"""The least time between two sessions that is advised at first."""


def routes(house: House) -> list[Door]:
    """GET /."""

    @lru_cache(maxsize=32)
    def seen_ahead(exercises: tuple[str, ...], dose: Dose) -> Preview:
        return preview(house.library, exercises, dose)

    async def today(request: Request) -> Response:
        answers = await house.read(kept_answers, None)
        if not answers:
            return RedirectResponse("/welcome", 303)
        if closed(answers):
            return page(request, "reading.html", reasons=reasons(answers))
        return await ready(request)

    async def ready(request: Request) -> Response:
        choices = await house.read(read_choices, None)
        sessions = await house.read(list_begun, None)
        dose: Dose = choices.get("dose", "default")
        chosen = plan_of(choices.get("exercises", []))
        plans = [(plan, seen_ahead(plan.exercises, dose)) for plan in PLANS]
        plans.sort(key=lambda pair: pair[0] is not chosen)
        return page(
            request, "today.html", plans=plans, dose=dose, told=told, **behind(sessions, house.clock.wall())
        )

    return [Door("/", today, Needs.PAGE_AND_OPEN_VAULT)]


def behind(sessions: Sequence[SessionRow], now: datetime) -> dict[str, Any]:
    """The session that is still open, the last one that ended, and whether a rest is advised."""
    open_one = next((row for row in sessions[:1] if row.end == "open"), None)
    last = next((row for row in sessions if row.end != "open"), None)
    begun = datetime.fromisoformat(last.begun) if last else None
    return {
        "open_one": open_one,
        "last": last,
        "rest": begun is not None and now - begun < REST,
        "now": now,
    }
