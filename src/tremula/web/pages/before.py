"""Before a session: not today, how it is now, what is looked after, who is there. It begins nothing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tremula.actions.look_ahead import Ahead, Asking, look_ahead
from tremula.actions.standing import SPIRAL
from tremula.core.safety.gates import spiral_choices
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page

RATINGS = (
    ("distress", "How much distress is there?", "none", "the most"),
    ("tension", "How tense is your body?", "loose", "very tense"),
    ("tiredness", "How tired are you?", "awake", "very tired"),
)
"""Field, question, words for 0 and 10."""
CARED = (("eaten", "I have eaten"), ("warm", "I am warm"), ("undisturbed", "Nobody will disturb me"))


def routes(house: House) -> list[Door]:
    """GET /before, GET /before/spiral."""
    return [
        Door("/before", before, Needs.PAGE_AND_OPEN_VAULT),
        Door("/before/spiral", before_spiral, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def before(request: Request) -> Response:
    """One calm page before a session; the questions about health come first where they are due."""
    return await arriving(request, ())


async def before_spiral(request: Request) -> Response:
    """The same before the spiral, with the size of the worry."""
    return await arriving(request, (SPIRAL,))


async def arriving(request: Request, exercises: tuple[str, ...]) -> Response:
    """What is asked follows from where the person stands."""
    house = house_of(request)
    ahead = await house.read(look_ahead, Asking(house.safety, house.clock.stamp(), exercises))
    if not ahead.answered:
        return RedirectResponse("/welcome", 303)
    if ahead.first_red or closed(ahead):
        return RedirectResponse("/", 303)
    if ahead.gate.tell and not needs_company(ahead, bool(exercises)):
        return RedirectResponse(f"/after/{ahead.gate.tell}", 303)
    if ahead.provisional or ahead.due:
        return RedirectResponse("/screening", 303)
    own = spiral_choices(ahead.standing, house.safety, house.clock.wall())
    return page(
        request,
        "before.html",
        checks=house.safety.checks,
        ratings=RATINGS,
        cared=CARED,
        ahead=ahead,
        spiral=bool(exercises),
        company=needs_company(ahead, bool(exercises)),
        worry_most=house.safety.gates.spiral.worry_most,
        own=own,
    )


def closed(ahead: Ahead) -> bool:
    """Whether no kind of session is open to this person now."""
    return not (ahead.screening.solo or ahead.screening.accompanied)


def needs_company(ahead: Ahead, spiral: bool) -> bool:
    """Whether somebody must be in the room."""
    return not ahead.screening.solo or (spiral and ahead.profile.mental_health)
