"""Tokens over the wire: which there are, a new one (told once), away with one. No token reaches this."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.tokens import Making, Token, Wish, list_tokens, make_token, revoke_token
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.entry import new_token
from tremula.web.house import House, house_of
from tremula.web.tokens import PREFIX, hash_of


def routes(house: House) -> list[Door]:
    """GET and POST /api/tokens, DELETE /api/tokens/{id}."""
    return [
        Door("/api/tokens", tell, Needs.OPEN_VAULT, ["GET"]),
        Door("/api/tokens", make, Needs.OPEN_VAULT, ["POST"], proved=True),
        Door("/api/tokens/{id}", revoke, Needs.OPEN_VAULT, ["DELETE"]),
    ]


async def tell(request: Request) -> Response:
    """`{"tokens": [{id, name, scopes, made, expires, used}]}`, newest first; never the tokens themselves."""
    kept = await house_of(request).read(list_tokens, None)
    return json_answer({"tokens": [told(each) for each in kept]})


async def make(request: Request) -> Response:
    """201 and the token, which is not told again."""
    house = house_of(request)
    wish = await read_body(request, Wish)
    token = PREFIX + new_token()
    making = Making(wish, new_token()[:16], hash_of(house, token), house.clock.wall())
    made = await house.write(make_token, making)
    return json_answer({**told(made), "token": token}, 201)


async def revoke(request: Request) -> Response:
    """204; the next request with it is refused."""
    await house_of(request).write(revoke_token, request.path_params["id"])
    return Response(status_code=204)


def told(token: Token) -> dict[str, Any]:
    """A token without its hash; `used` is null before the first use."""
    return {
        "id": token.id,
        "name": token.name,
        "scopes": token.scopes,
        "made": token.made,
        "expires": token.expires,
        "used": token.used or None,
    }
