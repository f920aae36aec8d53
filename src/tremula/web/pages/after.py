"""After a session: how settled one is, one line, and what is kind to do next. It scores nothing."""

from __future__ import annotations

from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.ports import SessionRow, Tx
from tremula.actions.self_reports import AFTER, ARRIVAL, After, Arrival, after_of, arrival_of
from tremula.actions.standing import SPIRAL, note_of, state_of
from tremula.core.safety.checks import State, distress_after
from tremula.core.safety.gates import spiral_ends_in_settling
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages import told

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
    arrival, rated, state = await house.read(said_about, row)
    spiral = SPIRAL in row.exercises
    distress = distress_after(house.safety.checks, arrival.distress, rated.distress) if rated else None
    return page(
        request,
        "after.html",
        id=id,
        row=row,
        rated=rated,
        spiral=spiral,
        states=STATES,
        told=told,
        state=state,
        distress=distress,
        unsettled=rated is not None
        and (distress is not None or needs_settling(house, spiral, arrival, rated, state)),
        unwell=rated is not None and (state is not None or rated.cannot_stop),
        untold=state is not None and (rated is None or rated.severity is None),
    )


def said_about(tx: Tx, session: SessionRow) -> tuple[Arrival, After | None, State | None]:
    """What was said on arriving and after the session, if anything, and the state that it had."""
    arrivals = [arrival_of(row) for row in tx.answers(ARRIVAL) if row.session == session.id]
    afters = [after_of(row) for row in tx.answers(AFTER) if row.session == session.id]
    rated = afters[-1] if afters else None
    state = state_of(rated or After(), note_of(tx, session).felt)
    return arrivals[-1] if arrivals else Arrival(), rated, state


def needs_settling(house: House, spiral: bool, arrival: Arrival, rated: After, state: State | None) -> bool:
    """Whoever is not settled, or was in a state to leave early; after a spiral by its own rule as well."""
    if state is not None or rated.cannot_stop:
        return True
    if rated.settled is not None and rated.settled <= UNSETTLED:
        return True
    rises = spiral and rated.distress is not None
    return rises and spiral_ends_in_settling(
        house.safety.gates, arrival.distress or 0, rated.distress or 0, dissociated=False
    )
