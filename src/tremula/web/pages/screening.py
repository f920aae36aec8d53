"""The full screening: its questions in short groups, then what follows. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tremula.actions.agreements import ended
from tremula.actions.look_ahead import Asking, look_ahead
from tremula.actions.screening import last_answers
from tremula.core.safety.agreements import SIGNS, in_words
from tremula.core.safety.questions import Professional
from tremula.core.safety.screening import Finding, Question, ScreeningRules
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages import told

MOST = 5
"""Questions in a group."""
TITLES = {
    "start": "First of all",
    "health": "Your health",
    "mind": "How you are",
    "body": "Your body",
}
ANSWERS = {"yes": "Yes", "no": "No", "unsure": "Not sure"}
KINDS: Mapping[Professional, str] = {
    "doctor": "A doctor",
    "therapist": "A therapist",
    "provider": "A certified provider",
}


class Group(NamedTuple):
    """A few questions that stand on one screen; follow-ups stand right behind what leads to them."""

    title: str
    questions: Sequence[Question]


def routes(house: House) -> list[Door]:
    """GET /screening, GET /screening/result."""
    return [
        Door("/screening", screening, Needs.PAGE_AND_OPEN_VAULT),
        Door("/screening/result", result, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def screening(request: Request) -> Response:
    """The questions with the last answers in them."""
    house = house_of(request)
    rules = house.safety.screening
    answers = await house.read(last_answers, None)
    return page(
        request,
        "screening.html",
        groups=groups(rules),
        answers=answers,
        leads={question.id: leads(question) for question in rules.questions},
        words=ANSWERS,
        weeks=rules.again_after_days // 7,
    )


async def result(request: Request) -> Response:
    """What follows from the answers; before there are any, the questions."""
    house = house_of(request)
    ahead = await house.read(look_ahead, Asking(house.safety, house.clock.stamp()))
    if ahead.provisional:
        return RedirectResponse("/screening", 303)
    answers = await house.read(last_answers, None)
    screened = ahead.standing.screened
    assert screened is not None
    return page(
        request,
        "screening_result.html",
        screening=ahead.screening,
        shares=shares(ahead.screening.reasons),
        given=given(house.safety.screening, answers),
        clearances=ahead.standing.clearances,
        pointers=ahead.pointers,
        crisis=ahead.screening.crisis or any(each.crisis for each in ahead.pointers),
        comes_first=any(each.closes != "nothing" for each in ahead.pointers),
        ended=await house.read(ended, house.safety.screening),
        signs=SIGNS,
        kinds=KINDS,
        in_words=in_words,
        due=ahead.due,
        today=house.clock.stamp()[:10],
        weeks=house.safety.screening.again_after_days // 7,
        on=told.day(screened.isoformat()),
    )


def groups(rules: ScreeningRules) -> list[Group]:
    """The questions by page, at most MOST and their follow-ups on a screen."""
    made: list[Group] = []
    first = [question for question in rules.questions if question.after is None]
    for name, each in groupby(first, lambda question: question.page):
        here = list(each)
        screens = -(-len(here) // MOST)
        for screen in range(screens):
            some = here[screen * len(here) // screens : (screen + 1) * len(here) // screens]
            part = f", {screen + 1} of {screens}" if screens > 1 else ""
            made.append(
                Group(f"{TITLES[name]}{part}", [q for one in some for q in (one, *behind(rules, one))])
            )
    return made


def behind(rules: ScreeningRules, question: Question) -> list[Question]:
    """The follow-ups of a question, with theirs."""
    follow = [each for each in rules.questions if each.after == question.id]
    return [each for one in follow for each in (one, *behind(rules, one))]


def leads(question: Question) -> str:
    """The answers that lead to a question's follow-ups."""
    return "yes unsure" if question.unsure == "yes" else "yes"


def shares(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings by what they mean, the weightiest first."""
    titles = {
        "red": "Why not alone",
        "amber": "Where we take more care",
        "fit": "How the exercises fit your body",
    }
    return [
        (title, [one for one in findings if one.grade == grade])
        for grade, title in titles.items()
        if any(one.grade == grade for one in findings)
    ]


def given(rules: ScreeningRules, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each question that was answered, with its answer."""
    return [(one.ask, ANSWERS[answers[one.id]]) for one in rules.questions if one.id in answers]
