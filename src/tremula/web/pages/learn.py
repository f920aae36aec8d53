"""What one can learn: short pages with their sources, a day as a picture, a glossary. Nothing of a person."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.core.learn import day as drawing
from tremula.core.learn.pages import LearnPage, references
from tremula.core.learn.shelf import Teaching
from tremula.core.wording import GRADES
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page


def routes(house: House) -> list[Door]:
    """GET /learn, GET /learn/glossary, GET /learn/{id}."""
    return [
        Door("/learn", learn, Needs.NOTHING),
        Door("/learn/glossary", glossary, Needs.NOTHING),
        Door("/learn/{id}", one, Needs.NOTHING),
    ]


def learn(request: Request) -> Response:
    """The list of pages."""
    pages = teaching_of(request).learning.pages.values()
    return page(request, "learn.html", pages=pages)


def glossary(request: Request) -> Response:
    """Words in plain language."""
    words = teaching_of(request).learning.glossary
    return page(request, "glossary.html", glossary=words, grades=GRADES)


def one(request: Request) -> Response:
    """A page with its sources, and what comes after it."""
    teaching = teaching_of(request)
    pages = teaching.learning.pages
    shown = pages.get(request.path_params["id"])
    if shown is None:
        raise HTTPException(404)
    day = teaching.day if shown.day else None
    return page(
        request,
        "learn_page.html",
        shown=shown,
        sources=references(shown),
        following=following(list(pages.values()), shown),
        grades=GRADES,
        day=day,
        drawing=drawing,
        table=drawing.table(day) if day else (),
    )


def following(pages: list[LearnPage], shown: LearnPage) -> LearnPage | None:
    """The next page to read, if there is one."""
    place = pages.index(shown) + 1
    return pages[place] if place < len(pages) else None


def teaching_of(request: Request) -> Teaching:
    """What this house teaches."""
    return house_of(request).guidance.teaching
