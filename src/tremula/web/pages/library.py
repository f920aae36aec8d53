"""The eight exercises to read, each with its numbers and where safety made it other than its source."""

from __future__ import annotations

from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.look_ahead import Asking, look_ahead
from tremula.actions.settings import read_choices
from tremula.core.exercise.script import Choice, Script
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page

COMPANY = {"red-company", "spiral-company"}
"""Reasons for a closed gate that a provider in the room takes away."""
NEEDS = {"wall": "a wall", "mat": "a mat", "chair": "a chair", "cushion": "a cushion"}
POSTURES = {
    "standing": "Standing",
    "wall": "At a wall",
    "fold": "Folded forward",
    "lying": "Lying",
    "sitting": "Sitting",
}


def routes(house: House) -> list[Door]:
    """GET /library, GET /library/{id}."""
    return [
        Door("/library", library, Needs.PAGE_AND_OPEN_VAULT),
        Door("/library/{id}", exercise, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def library(request: Request) -> Response:
    """The eight as cards, and the parts around them."""
    scripts = house_of(request).library.scripts.values()
    numbered = sorted((script for script in scripts if script.number), key=lambda script: script.number or 0)
    around = [script for script in scripts if not script.number]
    return page(request, "library.html", exercises=numbered, parts=around, pose_of=pose_of, postures=POSTURES)


async def exercise(request: Request) -> Response:
    """One exercise or part, in full."""
    house = house_of(request)
    script = house.library.scripts.get(request.path_params["id"])
    if script is None:
        raise HTTPException(404)
    ahead = await house.read(look_ahead, Asking(house.safety, house.clock.stamp(), (script.id,)))
    choices = await house.read(read_choices, None)
    return page(
        request,
        "exercise.html",
        script=script,
        numbers=[number(choice) for choice in script.choices.values()],
        needs=[NEEDS[need] for need in script.needs],
        pose=pose_of(script),
        posture=POSTURES[script.posture],
        closed=ahead.first_red or not (ahead.screening.solo or ahead.screening.accompanied),
        left_out=script.id in ahead.profile.fit.leave_out,
        gate=ahead.gate,
        company_opens={reason.id for reason in ahead.gate.reasons} <= COMPANY,
        dose=choices.get("dose", "default"),
    )


class Numbers(NamedTuple):
    """A choice as a row of the table."""

    about: str
    low: str
    default: str
    high: str


def number(choice: Choice) -> Numbers:
    """The ends of the method and what tremula begins with."""
    return Numbers(choice.about, written(choice.low), written(choice.default), written(choice.high))


def written(value: int | str) -> str:
    """An amount as people write it: “30 s”, “5 times”."""
    if isinstance(value, int):
        return f"{value}"
    amount, _, unit = value.partition(" ")
    return f"{amount}\N{NO-BREAK SPACE}{unit}" if unit else amount


def pose_of(script: Script) -> str:
    """The pose that stands for the exercise: the first that is more than standing, or none."""
    named = [
        pose
        for part in script.segments
        for step in part.steps
        for pose in (
            getattr(step, "show", None) or getattr(step, "move", None) or getattr(step, "pose", None),
        )
        if pose
    ]
    return next((pose for pose in named if "stand" not in pose), named[0] if named else "")
