"""The daily check-in over the wire: what it asks, the days that were told, and the person's own way of it."""

from __future__ import annotations

from asyncio import to_thread
from datetime import date
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.check_ins import (
    Choosing,
    KeptDay,
    Own,
    Telling,
    check_ins,
    forget_check_in,
    keep_check_in,
    make_own,
    read_own,
)
from tremula.actions.ports import Tx
from tremula.actions.standing import read_screening
from tremula.core.practice.check_in import Said
from tremula.core.practice.measures import CheckIn, Measure, without_heart
from tremula.core.safety.rules import SafetyRules
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of


class CheckInBody(Said, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What was said, and of which day."""

    day: date


def routes(house: House) -> list[Door]:
    """GET and PUT /api/check-in; GET and POST /api/check-ins; DELETE /api/check-ins/{day}."""
    return [
        Door("/api/check-in", tell_asked, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/check-in", choose, Needs.OPEN_VAULT, ["PUT"]),
        Door("/api/check-ins", tell_kept, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/check-ins", keep, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/check-ins/{day}", forget, Needs.OPEN_VAULT, ["DELETE"]),
    ]


async def check_in_for(house: House) -> CheckIn:
    """What this person can be asked: heart rate variability only where the screening does not hide it."""
    check_in = house.guidance.practice.check_in
    return check_in if await house.read(may_read_heart, house.safety) else without_heart(check_in)


def may_read_heart(tx: Tx, rules: SafetyRules) -> bool:
    """Whether heart rate variability may be shown; before any screening it may."""
    screening, _ = read_screening(tx, rules.screening)
    return screening is None or screening.profile.caps.heart_readings


async def tell_asked(request: Request) -> Response:
    """Everything that can be asked, and what this person has chosen of it."""
    house = house_of(request)
    check_in, own = await check_in_for(house), await house.read(read_own, None)
    return json_answer(
        {
            "measures": [measure_told(each) for each in check_in.measures],
            "contexts": [{"id": each.id, "label": each.label} for each in check_in.contexts],
            "own": own,
        }
    )


def measure_told(measure: Measure) -> dict[str, Any]:
    """One measure as programs are told it."""
    return {
        "id": measure.id,
        "label": measure.label,
        "text": measure.text,
        "kind": "rating" if measure.rating else "reading",
        "unit": measure.unit,
        "low": measure.low,
        "high": measure.high,
        "higher": measure.higher,
        "asked": measure.asked,
        "group": measure.group,
    }


async def choose(request: Request) -> Response:
    """The person's own way, as it is kept."""
    house = house_of(request)
    own = await read_body(request, Own)
    command = Choosing(await check_in_for(house), own, house.clock.stamp())
    return json_answer(await house.write(make_own, command))


async def tell_kept(request: Request) -> Response:
    """`{"check_ins": [{at, day, ratings, values, contexts, late}]}`, in the order of their days."""
    kept = await house_of(request).read(check_ins, "")
    return json_answer({"check_ins": [kept_told(each) for each in kept]})


def kept_told(kept: KeptDay) -> dict[str, Any]:
    """One day, and when it was written."""
    return {"at": kept.at, **msgspec.to_builtins(kept.check_in)}


async def keep(request: Request) -> Response:
    """204; said again, it replaces what was said of the day."""
    house = house_of(request)
    body = await read_body(request, CheckInBody)
    said = Said(body.ratings, body.values, body.contexts)
    await house.write(keep_check_in, Telling(await check_in_for(house), body.day, said, house.clock.stamp()))
    return Response(status_code=204)


async def forget(request: Request) -> Response:
    """204; the day is empty again, and the copies of the record are made anew without it."""
    house = house_of(request)
    await house.write(forget_check_in, day_of(request))
    await to_thread(house.keeping.after_deletion, house.store)
    return Response(status_code=204)


def day_of(request: Request) -> date:
    """The day of the address; 404 for none."""
    try:
        return date.fromisoformat(request.path_params["day"])
    except ValueError:
        raise HTTPException(404) from None
