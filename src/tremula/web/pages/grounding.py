"""Grounding, and what to do if the shaking does not stop: public, so that they work locked and offline.

The stops are those of the safety page, one for each posture. Nothing of a person is on these pages.
"""

from __future__ import annotations

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from tremula.web.doors import Door, Needs
from tremula.web.house import House
from tremula.web.templating import page


class Step(NamedTuple):
    """One thing to do: big words, a quiet line, and how long it stands before the next comes by itself."""

    words: str
    more: str = ""
    seconds: int = 8
    breath: bool = False


class Posture(NamedTuple):
    """How somebody is, and the stop that belongs to it."""

    id: str
    name: str
    steps: tuple[Step, ...]


POSTURES = (
    Posture(
        "lying",
        "Lying",
        (
            Step("Legs long and flat.", "Stretch your toes."),
            Step("Roll to one side.", "Stay there for a moment.", 10),
            Step("Sit up, slowly.", "Let your hands help."),
        ),
    ),
    Posture(
        "standing",
        "Standing",
        (
            Step("Both feet flat on the floor.", "One hand on a wall or a chair."),
            Step("Then sit down.", "On a chair or on the floor."),
        ),
    ),
    Posture(
        "wall",
        "Sitting against the wall",
        (
            Step("Hands on the wall.", "Push off, or slide down."),
            Step("Then sit.", "On a chair or on the floor."),
        ),
    ),
    Posture(
        "fold",
        "Folded forward",
        (
            Step("Hands on your bent thighs.", "Rise slowly.", 10),
            Step("Then sit.", "On a chair or on the floor."),
        ),
    ),
    Posture("sitting", "Sitting", (Step("Both feet flat on the floor.", "Let something hold your back."),)),
)
ALWAYS = (
    Step("Eyes open.", "Look around the room, slowly.", 10),
    Step("Feel the floor.", "It holds you.", 8),
    Step("Touch something near you.", "Is it warm or cool, smooth or rough?", 10),
    Step("Say your name.", "Then where you are, and what day it is.", 12),
    Step("Five things that you see.", "Say them aloud, or in your mind.", 20),
    Step("Four things that you can touch.", "Touch each of them.", 18),
    Step("Three things that you hear.", "Near, or far away.", 15),
    Step("Two things that you smell.", "Your sleeve, the air.", 12),
    Step("One thing that you taste.", "A sip of water, if there is some.", 10),
    Step("Breathe out, longer than in.", "In for four, out for six. No force.", 60, breath=True),
    Step("Stand up when you are ready.", "Hold on to something. Walk a few steps.", 15),
)


def routes(house: House) -> list[Door]:
    """GET /grounding, GET /help/shaking."""
    return [
        Door("/grounding", grounding, Needs.NOTHING),
        Door("/help/shaking", shaking, Needs.NOTHING),
    ]


def grounding(request: Request) -> Response:
    """Step by step with big words, and everything to read below."""
    return page(request, "grounding.html", postures=POSTURES, always=ALWAYS)


def shaking(request: Request) -> Response:
    """What to do, in the order to do it."""
    return page(request, "shaking.html")
