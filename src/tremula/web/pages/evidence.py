"""What is known beside what is claimed, where tremula differs, what it is for. Nothing of a person."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula.core.wording import GRADES
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page


def routes(house: House) -> list[Door]:
    """GET /evidence, GET /differences, GET /intended-use."""
    return [
        Door("/evidence", known, Needs.NOTHING),
        Door("/differences", differences, Needs.NOTHING),
        Door("/intended-use", intended_use, Needs.NOTHING),
    ]


def known(request: Request) -> Response:
    """Every study, with its source and grade."""
    return page(request, "evidence.html", known=house_of(request).guidance.evidence.known, grades=GRADES)


def differences(request: Request) -> Response:
    """The article, tremula, and why."""
    rows = house_of(request).guidance.evidence.differences
    return page(request, "differences.html", differences=rows, grades=GRADES)


def intended_use(request: Request) -> Response:
    """For whom and for what, and for what not."""
    return page(request, "intended-use.html", use=house_of(request).guidance.evidence.intended_use)
