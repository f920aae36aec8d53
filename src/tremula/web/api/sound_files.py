"""Sound files over the wire: order them, look how far they are, give them up. The download is a page's."""

from __future__ import annotations

from asyncio import to_thread
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.look_ahead import Asking, look_ahead, within_of
from tremula.actions.may_render import refuse_closed_to_files
from tremula.actions.plan_session import refuse_unknown
from tremula.actions.render_session import Wanted, plan_sound
from tremula.core.failure import Refusal
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.sound_files import Order

MOST_EXERCISES = 20


class OrderBody(Struct, forbid_unknown_fields=True):
    """No exercises means the default session; no speaker the usual one."""

    exercises: Annotated[list[Annotated[str, Meta(max_length=80)]], Meta(max_length=MOST_EXERCISES)] = []
    dose: Literal["low", "high", "default"] = "default"
    single: bool = False
    speaker: Annotated[str, Meta(max_length=40)] = ""
    form: Literal["wav", "m4a"] = "wav"


def routes(house: House) -> list[Door]:
    """Everything under /api/sound-files."""
    return [
        Door("/api/sound-files", begin, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/sound-files/{id}", tell, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/sound-files/{id}", give_up, Needs.OPEN_VAULT, ["DELETE"]),
    ]


async def begin(request: Request) -> Response:
    """202 `{"id", "state", "done"}`; an order before it is given up."""
    house, body = house_of(request), await read_body(request, OrderBody)
    refuse_unknown(house.library, body.exercises)
    ahead = await house.read(look_ahead, Asking(house.safety, house.clock.stamp(), body.exercises))
    refuse_closed_to_files(ahead)
    if body.form == "m4a" and not house.sound_files.has_encoder():
        raise Refusal("no-encoder", "An m4a file needs ffmpeg or afconvert on this computer. Choose WAV.")
    wanted = Wanted(tuple(body.exercises), body.dose, body.single, body.speaker)
    within = within_of(ahead, house.safety)
    plan = await to_thread(plan_sound, house.library, house.sound_files.words, wanted, within)
    order = house.sound_files.begin(plan, f".{body.form}")
    return json_answer({**told(order), "notes": plan.notes}, 202)


def tell(request: Request) -> Response:
    """`{"id", "state", "done"}`; ready with the size and the address, failed with words."""
    return json_answer(told(house_of(request).sound_files.of(request.path_params["id"])))


def give_up(request: Request) -> Response:
    """204; nothing of it is left."""
    sound_files = house_of(request).sound_files
    sound_files.of(request.path_params["id"])
    sound_files.forget()
    return Response(status_code=204)


def told(order: Order) -> dict[str, Any]:
    """An order, in JSON."""
    answer: dict[str, Any] = {"id": order.id, "state": order.state, "done": round(order.done, 3)}
    if order.state == "ready" and order.file is not None:
        answer |= {"bytes": order.file.stat().st_size, "address": f"/sound-files/{order.id}"}
    if order.state == "failed":
        answer["words"] = order.words
    return answer
