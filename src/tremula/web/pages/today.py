"""Today: what the plan proposes and why, how one is since the last session. It never pushes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tremula.actions.due import DueFor, what_is_due
from tremula.actions.look_ahead import Ahead, Asking, look_ahead, within_of
from tremula.actions.plan_session import Within
from tremula.actions.ports import SessionRow
from tremula.actions.read_sessions import list_begun
from tremula.actions.screening import first_list
from tremula.actions.settings import read_choices
from tremula.core.exercise.script import Dose
from tremula.core.failure import Refusal
from tremula.core.safety.offers import offers
from tremula.web.api.schedule import what_is_due_today
from tremula.web.doors import Door, Needs
from tremula.web.house import House
from tremula.web.page import page
from tremula.web.pages import told
from tremula.web.pages.plans import PLANS, Plan, Preview, plan_of, preview
from tremula.web.pages.welcome import reasons

REMEMBERED = 32
"""Previews that are kept, each a compiled session."""


def routes(house: House) -> list[Door]:
    """GET /."""
    previews: dict[bytes, Preview | None] = {}

    def seen_ahead(plan: Plan, dose: Dose, within: Within) -> Preview | None:
        key = msgspec.json.encode([plan.exercises, dose, within], order="deterministic")
        if key not in previews:
            if len(previews) >= REMEMBERED:
                previews.clear()
            previews[key] = fitting(house, plan, dose, within)
        return previews[key]

    async def today(request: Request) -> Response:
        ahead = await house.read(look_ahead, Asking(house.safety, house.clock.stamp()))
        if not ahead.answered:
            return RedirectResponse("/welcome", 303)
        if ahead.first_red:
            first = await house.read(first_list, None)
            assert first is not None
            return page(request, "reading.html", reasons=reasons(first.answers))
        if not (ahead.screening.solo or ahead.screening.accompanied):
            return RedirectResponse("/screening/result", 303)
        return await ready(request, ahead)

    async def ready(request: Request, ahead: Ahead) -> Response:
        choices = await house.read(read_choices, None)
        sessions = await house.read(list_begun, None)
        now = house.clock.wall()
        due = await house.read(what_is_due, DueFor(ahead.standing, house.clock.stamp()))
        dose: Dose = choices.get("dose", "default")
        chosen = plan_of(choices.get("exercises", []))
        within = within_of(ahead, house.safety)
        found = [(plan, seen_ahead(plan, dose, within)) for plan in PLANS]
        plans = [(plan, seen) for plan, seen in found if seen is not None]
        plans.sort(key=lambda pair: pair[0] is not chosen)
        return page(
            request,
            "today.html",
            plans=plans,
            dose=dose,
            told=told,
            now=now,
            ahead=ahead,
            plan=ahead.proposal,
            offers=offers(ahead.proposal, house.safety.dose),
            may_begin=ahead.gate.open,
            when=when(ahead.proposal.earliest, now),
            due=due,
            today=await what_is_due_today(request, ahead),
            signs=house.safety.checks.signs,
            WHEN=WHEN,
            **behind(sessions, now),
        )

    return [Door("/", today, Needs.PAGE_AND_OPEN_VAULT)]


BROKEN_OFF = ("stopped", "silent")
HALF_HOUR = timedelta(minutes=30)
WHEN = {
    "evening": "How are you this evening?",
    "next-day": "How are you today, after the session?",
    "second-day": "How are you today, two days after?",
}


def fitting(house: House, plan: Plan, dose: Dose, within: Within) -> Preview | None:
    """The plan as it would be compiled now; None where nothing of it fits."""
    try:
        return preview(house.library, plan.exercises, dose, within)
    except Refusal as refusal:
        if refusal.code != "nothing-fits":
            raise
        return None


def when(earliest: datetime, now: datetime) -> str:
    """“now”, “tomorrow from 18:30”, “on Tuesday, 24 November 2026, from 18:30”; told at whole half hours."""
    exact = earliest.astimezone(now.tzinfo)
    if exact <= now:
        return "now"
    then = exact + (HALF_HOUR - timedelta(minutes=exact.minute, seconds=exact.second)) % HALF_HOUR
    days = (then.date() - now.date()).days
    day = {0: "today", 1: "tomorrow"}.get(days, f"on {told.day(then.isoformat())},")
    return f"{day} from {then:%H:%M}"


def behind(sessions: Sequence[SessionRow], now: datetime) -> dict[str, Any]:
    """The session that is still open, the last one that ended, and whether one was broken off today."""
    last = next((row for row in sessions if row.end != "open"), None)
    return {
        "open_one": next((row for row in sessions[:1] if row.end == "open"), None),
        "last": last,
        "broken_off": last is not None and last.end in BROKEN_OFF and begun_on(last, now) == now.date(),
    }


def begun_on(row: SessionRow, now: datetime) -> date:
    """The day on which it began where the person is now."""
    return datetime.fromisoformat(row.begun).astimezone(now.tzinfo).date()
