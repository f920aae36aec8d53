"""The weekly letter, as a page and as a file to print; off until it is wanted. Nothing is sent."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.letter import Writing, read_week
from tremula.actions.settings import read_choices
from tremula.core.learn.letter import Letter, compose, plain_text, week_before
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages.learn import teaching_of
from tremula.web.pages.told import day


def routes(house: House) -> list[Door]:
    """GET /letter, GET /letter/file."""
    return [
        Door("/letter", letter, Needs.PAGE_AND_OPEN_VAULT),
        Door("/letter/file", file, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def letter(request: Request) -> Response:
    """The letter of the last whole week; before it is wanted, what it would be."""
    about = teaching_of(request).letter.about
    if not await wanted(request):
        return page(request, "letter.html", letter=None, about=about, title="")
    written = await write(request)
    return page(request, "letter.html", letter=written, about=about, title=title_of(written))


async def file(request: Request) -> Response:
    """The same as plain text."""
    if not await wanted(request):
        raise HTTPException(404)
    written = await write(request)
    name = f"tremula-letter-{written.first.isoformat()}.txt"
    return Response(
        plain_text(written, title_of(written)),
        media_type="text/plain",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def wanted(request: Request) -> bool:
    """Whether the person turned the letter on."""
    choices = await house_of(request).read(read_choices, None)
    return bool(choices.get("letter", "off") == "weekly")


async def write(request: Request) -> Letter:
    """The letter of the last whole week, written anew each time."""
    house, teaching = house_of(request), teaching_of(request)
    titles = {script.id: script.title for script in house.library.scripts.values() if script.number}
    first = week_before(house.clock.wall().date())
    week = await house.read(read_week, Writing(first, house.safety.checks, titles))
    pages = [(each.id, each.title) for each in teaching.learning.pages.values()]
    return compose(teaching.letter, week, pages)


def title_of(letter: Letter) -> str:
    """“Your week from Monday, 9 November 2026”."""
    return f"Your week from {day(letter.first.isoformat())}"
