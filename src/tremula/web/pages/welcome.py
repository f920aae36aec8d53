"""First run: who else uses this computer, then what this is, what is known, and for whom it is not.

Its few questions are RED rows of the safety page; the full screening comes before the first session.
"""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Mapping
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tremula.actions.ports import Tx
from tremula.actions.screening import KEY
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page


class Question(NamedTuple):
    """A row of the list: what is asked, why a yes matters, and whom to ask."""

    id: str
    ask: str
    why: str
    whom: str
    """A sentence."""


DOCTOR = "Ask your doctor. If your doctor agrees, you can note who and when in all the questions."
PROVIDER = "A certified provider of the exercises can be there when you practise; ask your doctor as well."
THERAPIST = "Ask your therapist, or a certified provider who can be there when you practise."
QUESTIONS = (
    Question(
        "crisis",
        "Are you in an acute crisis now, or do you think of ending your life?",
        "In a crisis these exercises are not the help you need.",
        "Call now: your emergency number (112 in Europe, 911 in North America) or a crisis line in your "
        "country. Or go to a person near you.",
    ),
    Question(
        "young",
        "Are you under 18?",
        "Practising alone is for adults.",
        "Ask a parent or carer, and a doctor.",
    ),
    Question(
        "alone",
        "Would there be nobody you could reach if you needed help?",
        "Somebody should be able to come if you are not well.",
        "Ask a friend, a neighbour or a relative to be reachable while you practise.",
    ),
    Question(
        "pregnancy",
        "Are you pregnant, or might you be?",
        "These exercises are not for practising alone in pregnancy.",
        "Ask your doctor or midwife.",
    ),
    Question(
        "injury",
        "An operation in the last 12 weeks, a fresh injury or fracture, an acute disc problem or a hernia?",
        "Not before a doctor has agreed.",
        DOCTOR,
    ),
    Question(
        "seizures",
        "Do you have epilepsy, or have you ever had seizures?",
        "Alone, a seizure cannot be told from a tremor.",
        PROVIDER,
    ),
    Question(
        "heart",
        "Do you have a heart disease, a pacemaker or an irregular heartbeat?",
        "Holding still under load, as in the wall sit, raises blood pressure.",
        DOCTOR,
    ),
    Question(
        "pressure",
        "Do you have high blood pressure that is not under control?",
        "Holding still under load, as in the wall sit, raises it further.",
        DOCTOR,
    ),
    Question(
        "psychosis",
        "Has a professional ever spoken of psychosis, schizophrenia or bipolar disorder with you?",
        "Strong feelings can come up, and you should not be alone with them.",
        THERAPIST,
    ),
    Question(
        "dissociation",
        "Has a professional spoken of a dissociative disorder, complex PTSD or borderline disorder with you?",
        "Feeling far away or flooded can come on quickly, and somebody should be with you.",
        THERAPIST,
    ),
)


def routes(house: House) -> list[Door]:
    """GET /welcome."""
    return [Door("/welcome", welcome, Needs.LOGIN_FOR_PAGE)]


async def welcome(request: Request) -> Response:
    """The part that this vault has reached."""
    house = house_of(request)
    if house.state == "new":
        return page(request, "welcome.html", has_keyring=await to_thread(keyring_available, house))
    if house.state == "locked":
        return RedirectResponse("/", 303)
    answers = await house.read(kept_answers, None)
    return page(request, "about.html", questions=QUESTIONS, answers=answers, screened=bool(answers))


def keyring_available(house: House) -> bool:
    """Asks the operating system, which may take its time."""
    return house.vault.keyring_available


def kept_answers(tx: Tx, command: None = None) -> Mapping[str, str]:
    """The last answers by question; empty before the first time."""
    kept = tx.setting(KEY)
    return dict(kept["answers"]) if kept else {}


def reasons(answers: Mapping[str, str]) -> list[Question]:
    """The questions whose answer keeps the exercises closed."""
    return [question for question in QUESTIONS if answers.get(question.id, "no") != "no"]
