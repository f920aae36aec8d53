"""Where to begin: a few questions that lead to kinds of help. The page keeps nothing and finds no illness."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.first_steps import kept_first_steps
from tremula.core.learn.help import STANDINGS
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages.learn import teaching_of
from tremula.web.pages.told import day


def routes(house: House) -> list[Door]:
    """GET /help/first-steps."""
    return [Door("/help/first-steps", first_steps, Needs.PAGE_AND_OPEN_VAULT)]


async def first_steps(request: Request) -> Response:
    """The questions, with the answers that were kept if any were."""
    kept = await house_of(request).read(kept_first_steps, None)
    teaching = teaching_of(request)
    return page(
        request,
        "first_steps.html",
        form=teaching.form,
        options=[(option.value, option.text) for option in teaching.form.options],
        steps=teaching.steps,
        choices_of={
            each.id: [(choice.id, choice.words) for choice in each.choices]
            for each in teaching.steps.questions
        },
        kinds=teaching.help.kinds,
        standings=STANDINGS,
        given=kept.given if kept else None,
        since=day(kept.at) if kept else "",
    )
