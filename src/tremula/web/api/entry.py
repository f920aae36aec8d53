"""Coming in and locking up. A launch token or a passphrase buys a login of two halves, never more."""

from __future__ import annotations

from asyncio import to_thread
from typing import Annotated

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.core.failure import Refusal
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.entry import COOKIE, PLAIN_COOKIE, needs_plain_cookie
from tremula.web.house import House, house_of

Secret = Annotated[str, Meta(max_length=1024)]
SPENT = "This link was used already, or is older than a minute. Start tremula again, or run “tremula open”."


class EntryBody(Struct, forbid_unknown_fields=True):
    """One of the three."""

    launch: Secret = ""
    passphrase: Secret = ""
    recovery: Secret = ""


def routes(house: House) -> list[Door]:
    """POST /api/entry, POST /api/lock."""
    return [
        Door("/api/entry", enter, Needs.NOTHING, ["POST"]),
        Door("/api/lock", lock, Needs.BOTH_HALVES, ["POST"]),
    ]


async def enter(request: Request) -> Response:
    """Answers `{"second_half", "vault"}` and sets the cookie; a login that was there ends.

    401 launch, wrong-passphrase; 429 too-soon.
    """
    house = house_of(request)
    body = await read_body(request, EntryBody)
    await prove(house, body)
    house.entries.leave(request)
    cookie, second_half = house.entries.admit()
    response = json_answer({"second_half": second_half, "vault": house.state})
    set_cookie(response, cookie, request.headers.get("user-agent", ""))
    return response


async def prove(house: House, body: EntryBody) -> None:
    """Raise a Refusal unless the visitor has shown who they are."""
    if [bool(body.launch), bool(body.passphrase), bool(body.recovery)].count(True) != 1:
        raise Refusal("shape", "Send one of launch, passphrase and recovery.")
    if body.launch:
        if not house.entries.spend(body.launch):
            raise Refusal("launch", SPENT)
        await house.open_with_keyring()
    elif house.state == "new":
        raise Refusal("no-vault", "There is no vault yet. Open tremula with the link that it printed.")
    elif body.passphrase:
        await house.open(house.vault.unlock, body.passphrase)
    else:
        await house.open(house.vault.unlock_with_recovery, body.recovery)


def set_cookie(response: Response, cookie: str, user_agent: str) -> None:
    """The first half, which no script can read. It ends with the browser, or with the server."""
    plain = needs_plain_cookie(user_agent)
    name = PLAIN_COOKIE if plain else COOKIE
    response.set_cookie(name, cookie, path="/", secure=not plain, httponly=True, samesite="strict")


async def lock(request: Request) -> Response:
    """Save what is queued, forget the key, end every login. What is not posted yet stays in the browser."""
    await to_thread(house_of(request).lock)
    response = json_answer({"vault": house_of(request).state})
    response.headers["Clear-Site-Data"] = '"cookies"'
    return response
