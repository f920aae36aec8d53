"""What a person says around a session, over the wire, and what comes next."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.look_ahead import Ahead, Asking, look_ahead
from tremula.actions.self_reports import (
    After,
    Arrival,
    Arriving,
    CheckAnswer,
    Checked,
    Rated,
    keep_after,
    keep_arrival,
    keep_check,
)
from tremula.core.safety.checks import arrival as advise
from tremula.web.answers import json_answer, read_body
from tremula.web.api.sessions import MOST_EXERCISES, id_of
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of


class ArrivalBody(Struct, forbid_unknown_fields=True):
    """What is said on arriving, and for which exercises (none: the default session)."""

    arrival: Arrival
    exercises: Annotated[list[Annotated[str, Meta(max_length=80)]], Meta(max_length=MOST_EXERCISES)] = []


def routes(house: House) -> list[Door]:
    """GET /api/next; POST /api/arrivals, /api/checks; PUT /api/sessions/{id}/after."""
    return [
        Door("/api/next", tell_next, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/arrivals", arrive, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/sessions/{id}/after", rate_after, Needs.OPEN_VAULT, ["PUT"]),
        Door("/api/checks", check, Needs.OPEN_VAULT, ["POST"]),
    ]


async def tell_next(request: Request) -> Response:
    """The proposal for the next session, whether it may begin now, and whom to turn to."""
    house = house_of(request)
    ahead = await house.read(look_ahead, Asking(house.safety, house.clock.stamp()))
    return json_answer(next_told(ahead))


async def arrive(request: Request) -> Response:
    """Keep it; then whether the session may begin, and what the ratings suggest."""
    house = house_of(request)
    body = await read_body(request, ArrivalBody)
    now = house.clock.stamp()
    await house.write(keep_arrival, Arriving(body.arrival, now))
    ahead = await house.read(look_ahead, Asking(house.safety, now, body.exercises))
    advice = advise(house.safety.checks, *ratings(body.arrival))
    half = ahead.proposal.amounts.tremor // 2
    told = {"gate": gate_told(ahead), "advice": advice.advice, "words": advice.words, "half": half}
    return json_answer(told)


def ratings(arrival: Arrival) -> tuple[int, int, int]:
    """Distress, tension, tiredness; what is not rated says nothing."""
    return arrival.distress or 0, arrival.tension or 0, arrival.tiredness or 0


async def rate_after(request: Request) -> Response:
    """204; said again, it replaces what was said."""
    house, id = house_of(request), id_of(request)
    body = await read_body(request, After)
    await house.write(keep_after, Rated(id, body, house.clock.stamp()))
    return Response(status_code=204)


async def check(request: Request) -> Response:
    """The 20-second check; the answer is the next proposal, which it may have changed."""
    house = house_of(request)
    body = await read_body(request, CheckAnswer)
    known = frozenset(sign.id for sign in house.safety.checks.signs)
    await house.write(keep_check, Checked(body, known, house.clock.stamp()))
    return await tell_next(request)


def next_told(ahead: Ahead) -> dict[str, Any]:
    """The plan as programs are told it: ms and degrees."""
    plan = ahead.proposal
    return {
        "earliest": plan.earliest.isoformat(timespec="seconds"),
        "pause_until": plan.pause_until.isoformat(timespec="seconds") if plan.pause_until else None,
        "amounts": plan.amounts,
        "most": plan.most,
        "exercises": plan.exercises,
        "length": plan.length,
        "step": plan.step,
        "ladder": plan.ladder,
        "week": plan.week,
        "reasons": plan.reasons,
        "more": plan.more,
        "gate": gate_told(ahead),
        "pointers": [{"id": one.id, "words": one.words, "whom": one.whom} for one in ahead.pointers],
    }


def gate_told(ahead: Ahead) -> dict[str, Any]:
    """Whether it may begin now."""
    gate = ahead.gate
    return {
        "open": gate.open and not ahead.first_red,
        "reasons": gate.reasons,
        "crisis": gate.crisis,
        "overridable": gate.overridable,
        "accompanied": gate.accompanied,
        "tell": gate.tell,
    }
