"""Doors: routes that say who may pass. A route without a door keeps the program from starting.

The order at a door: method, who you are, whether the vault is open; what is in the body is the endpoint's.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from enum import StrEnum
from inspect import iscoroutinefunction
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tremula.core.failure import Refusal
from tremula.web.house import LOCKED, House, house_of
from tremula.web.scopes import opens
from tremula.web.tokens import let_in

Endpoint = Callable[[Request], Awaitable[Response] | Response]


class Needs(StrEnum):
    """What a visitor must bring."""

    NOTHING = "nothing"
    """Public: nothing of a person is behind it."""
    LOGIN_FOR_PAGE = "login-for-page"
    """The cookie, in a request that the browser says is same-origin or typed; else the entry page."""
    PAGE_AND_OPEN_VAULT = "page-and-open-vault"
    """The same, and the vault open; else the entry page."""
    BOTH_HALVES = "both-halves"
    """Cookie and X-Session, whether or not the vault is open."""
    OPEN_VAULT = "open-vault"
    """Cookie and X-Session, or a token where scopes.py lists the door; and the vault open; else 503."""
    APPEND_TOKEN = "append-token"  # noqa: S105 - a name, not a secret
    """A session's append token, looked at by the endpoint, and the vault open."""
    FEED_PATH = "feed-path"
    """The calendar's secret path, looked at by the endpoint, and the vault open."""
    CONTROL_TOKEN = "control-token"  # noqa: S105
    """The token of DIR/run/control.json: this user's other processes."""


UNSEEN = (Needs.NOTHING, Needs.APPEND_TOKEN, Needs.FEED_PATH, Needs.CONTROL_TOKEN)
"""What does not show that somebody is at the computer."""


class Door(Route):
    """A route and what it needs. `endpoint(request)` may be a plain or an async function.

    `proved`: of a person also the passphrase, given in the last minutes. A token says for itself what it may.
    """

    def __init__(
        self,
        path: str,
        endpoint: Endpoint,
        needs: Needs,
        methods: Sequence[str] = ("GET",),
        *,
        proved: bool = False,
        **more: Any,
    ) -> None:
        self.needs, self.proved = needs, proved
        super().__init__(path, guarded(endpoint, needs, path, proved), methods=list(methods), **more)


def guarded(
    endpoint: Endpoint, needs: Needs, path: str, proved: bool = False
) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint, reached only by those who bring what it needs."""

    async def pass_or_refuse(request: Request) -> Response:
        house = house_of(request)
        if needs in (Needs.LOGIN_FOR_PAGE, Needs.PAGE_AND_OPEN_VAULT):
            if not may_see_page(house, request, needs):
                return await not_let_in(request)
        elif shows_a_token(house, request, needs):
            # A program that asks again and again must not keep the vault from locking itself.
            await let_in(house, bearer(request), opens(request.method, path))
            return await answer(endpoint, request)
        else:
            check(house, request, needs)
            if proved:
                await run_in_threadpool(house.refuse_unproved)
        if needs not in UNSEEN:
            house.seen()
        return await answer(endpoint, request)

    return pass_or_refuse


async def not_let_in(request: Request) -> Response:
    """The entry page in place of the one that was asked for; only at `/` it is what one came for."""
    response = await answer(request.app.state.entry_page, request)
    if response.status_code == 200 and request.url.path != "/":
        response.status_code = 401
    return response


async def answer(endpoint: Endpoint, request: Request) -> Response:
    """Call an endpoint of either kind; a plain one must not hold up the others."""
    if iscoroutinefunction(endpoint):
        response = await endpoint(request)
    else:
        response = await run_in_threadpool(endpoint, request)
    assert isinstance(response, Response)
    return response


def may_see_page(house: House, request: Request, needs: Needs) -> bool:
    """Whether a page may be shown with the cookie alone."""
    entered = is_own_navigation(request) and house.entries.has_cookie(request)
    return entered and (needs is Needs.LOGIN_FOR_PAGE or house.state == "open")


def is_own_navigation(request: Request) -> bool:
    """A link of ours, or an address that the person typed: never something another site asked for."""
    site = request.headers.get("sec-fetch-site")
    typed = site == "none" and request.headers.get("sec-fetch-mode") == "navigate"
    return site == "same-origin" or typed


def check(house: House, request: Request, needs: Needs) -> None:
    """Raise the Refusal that this visitor gets, if any."""
    if needs in (Needs.BOTH_HALVES, Needs.OPEN_VAULT) and not house.entries.has_both_halves(request):
        raise Refusal("login", "Please open tremula again: this page is no longer let in.")
    if needs is Needs.APPEND_TOKEN and not bearer(request):
        raise Refusal("token", "This needs the session's append token.")
    if needs is Needs.CONTROL_TOKEN and not request.app.state.control.knows(bearer(request)):
        raise Refusal("token", "This needs the token of the running program.")
    if needs in (Needs.OPEN_VAULT, Needs.APPEND_TOKEN, Needs.FEED_PATH) and house.state != "open":
        raise Refusal("locked", LOCKED)


def shows_a_token(house: House, request: Request, needs: Needs) -> bool:
    """Whether a program brings a token where a person would bring both halves of a login."""
    login = needs in (Needs.BOTH_HALVES, Needs.OPEN_VAULT)
    return login and bool(bearer(request)) and not house.entries.has_both_halves(request)


def bearer(request: Request) -> str:
    """The token of an Authorization header, or nothing."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def refuse_open_routes(routes: Iterable[BaseRoute]) -> None:
    """Keep the program from starting when a route does not say what it needs."""
    for route in routes:
        if not isinstance(route, Door):
            raise TypeError(f"{route!r} is not a Door: say what it needs")
