"""Grounding, and what to do if the shaking does not stop: public, so that they work locked and offline.

Words and numbers are content. Nothing of a person is here; a script may add it while tremula is open.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page


def routes(house: House) -> list[Door]:
    """GET /grounding, GET /help/shaking."""
    return [
        Door("/grounding", grounding, Needs.NOTHING),
        Door("/help/shaking", shaking, Needs.NOTHING),
    ]


def grounding(request: Request) -> Response:
    """Step by step with big words, then “how are you now”, and whom to reach."""
    return page(request, "grounding.html", support=house_of(request).guidance.support)


def shaking(request: Request) -> Response:
    """What to do, in the order to do it."""
    return page(request, "shaking.html", grounding=house_of(request).guidance.support.grounding)
