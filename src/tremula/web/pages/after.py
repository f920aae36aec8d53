"""After a session: how settled one is, one line, and what is kind to do next. It scores nothing."""

from __future__ import annotations

from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.ports import Tx
from tremula.actions.self_reports import AFTER, ARRIVAL, After, Arrival, after_of, arrival_of
from tremula.actions.standing import SPIRAL
from tremula.core.safety.gates import spiral_ends_in_settling
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.pages import told
from tremula.web.templating import page

STATES = (
    ("freezing", "Frozen: stiff or suddenly limp, cold, numb"),
    ("flooding", "Flooded: feelings or pictures too strong, panic, crying that did not settle"),
    ("dissociating", "Far away: dreamy, as if behind glass"),
)
UNSETTLED = 4
"""Up to this rating of settling, grounding and people are offered first."""


def routes(house: House) -> list[Door]:
    """GET /after/{id}."""
    return [Door("/after/{id}", after, Needs.PAGE_AND_OPEN_VAULT)]


async def after(request: Request) -> Response:
    """The questions, or what follows once they are answered."""
    house = house_of(request)
    try:
        id = str(UUID(request.path_params["id"]))
    except ValueError:
        raise HTTPException(404) from None
    row = await house.read(lambda tx, id: tx.session(id), id)
    if row is None:
        raise HTTPException(404)
    arrival, rated = await house.read(said_about, id)
    spiral = SPIRAL in row.exercises
    return page(
        request,
        "after.html",
        id=id,
        row=row,
        rated=rated,
        spiral=spiral,
        states=STATES,
        told=told,
        unsettled=rated is not None and needs_settling(house, spiral, arrival, rated),
        unwell=rated is not None and (rated.state is not None or rated.cannot_stop),
    )


def said_about(tx: Tx, id: str) -> tuple[Arrival, After | None]:
    """What was said on arriving and after the session, if anything."""
    arrivals = [arrival_of(row) for row in tx.answers(ARRIVAL) if row.session == id]
    afters = [after_of(row) for row in tx.answers(AFTER) if row.session == id]
    return arrivals[-1] if arrivals else Arrival(), afters[-1] if afters else None


def needs_settling(house: House, spiral: bool, arrival: Arrival, rated: After) -> bool:
    """After a spiral by its own rule; else whoever is not settled, or was in one of the three states."""
    far = rated.state == "dissociating"
    if spiral and rated.distress is not None:
        rules = house.safety.gates
        return spiral_ends_in_settling(rules, arrival.distress or 0, rated.distress, far)
    return far or rated.cannot_stop or (rated.settled is not None and rated.settled <= UNSETTLED)
