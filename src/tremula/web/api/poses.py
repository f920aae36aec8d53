"""The figure's poses, for the page that draws it. Public: nothing of a person is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from tremula.core.exercise.body import Looks
from tremula.core.exercise.pose import Pose
from tremula.web.answers import json_answer
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of


def routes(house: House) -> list[Door]:
    """GET /api/poses."""
    return [Door("/api/poses", poses, Needs.NOTHING)]


def poses(request: Request) -> Response:
    """`{"poses": {id: pose}, "body": {shape, looks}}`.

    With `?ids=a,b` only these poses and those on their way, and of the looks only those that are named in
    `body`, `skin`, `hair` and `clothes`, else the usual ones.
    """
    library, asked = house_of(request).library, request.query_params
    if "ids" not in asked:
        return json_answer({"poses": library.poses, "body": library.body})
    body = library.body and replace(library.body, looks=worn(library.body.looks, asked))
    return json_answer({"poses": chosen(library.poses, asked["ids"].split(",")), "body": body})


def worn(looks: Looks, named: Mapping[str, str]) -> Looks:
    """One of each kind."""
    kinds = {kind: getattr(looks, kind) for kind in Looks.__struct_fields__}
    one = {
        kind: next((each for each in choices if each.id == named.get(kind)), choices[0])
        for kind, choices in kinds.items()
    }
    return replace(looks, **{kind: (choice,) for kind, choice in one.items()})


def chosen(poses: Mapping[str, Pose], ids: Iterable[str]) -> dict[str, Pose]:
    """These poses and those that lie between them; a name that is none is left out."""
    found = {id: poses[id] for id in ids if id in poses}
    ways = {pose.through: poses[pose.through] for pose in found.values() if pose.through}
    return {**ways, **found}
