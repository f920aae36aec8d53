"""Kinds of help side by side, and what to ask in a first call. It names no company and knows nobody."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula.core.learn.help import GROUPS, PRICES, STANDINGS, WAYS, Filters, filtered, questions_for
from tremula.core.wording import GRADES
from tremula.web.doors import Door, Needs
from tremula.web.house import House
from tremula.web.page import page
from tremula.web.pages.learn import teaching_of

FIELDS = (
    ("group", "What kind", "Any kind", GROUPS),
    ("way", "How you meet", "Any way", WAYS),
    ("price", "What it costs at most", "Any price", PRICES),
    ("standing", "What is known", "All", STANDINGS),
)
"""Name in the address, label, what stands for no choice, choices."""


def routes(house: House) -> list[Door]:
    """GET /help/kinds, GET /help/first-call."""
    return [
        Door("/help/kinds", kinds, Needs.NOTHING),
        Door("/help/first-call", first_call, Needs.NOTHING),
    ]


def kinds(request: Request) -> Response:
    """All kinds of help, or those that the filters in the address let through."""
    help = teaching_of(request).help
    chosen = {name: request.query_params.get(name, "") for name, *_ in FIELDS}
    return page(
        request,
        "help_kinds.html",
        help=help,
        shown=filtered(help.kinds, Filters(**chosen)),
        fields=FIELDS,
        chosen=chosen,
        grades=GRADES,
        ways=WAYS,
        standings=STANDINGS,
        prices=PRICES,
    )


def first_call(request: Request) -> Response:
    """Questions to print: those for every call, and those of the kinds named in the address."""
    help = teaching_of(request).help
    named = request.query_params.getlist("kind")
    return page(request, "first_call.html", help=help, asked=questions_for(help, named), named=named)
