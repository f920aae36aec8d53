"""What went wrong, told calmly: JSON for programs, a page for people. Never a trace, never what was sent.

The log gets the number of an error and the places in our code, not the message: it may hold a person's words.
"""

from __future__ import annotations

import logging
import secrets
import traceback

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from tremula.core.failure import Refusal
from tremula.web.answers import json_answer
from tremula.web.page import page

log = logging.getLogger("tremula")
STATUS = {
    "bad-json": 400,
    "login": 401,
    "token": 401,
    "launch": 401,
    "wrong-passphrase": 401,
    "wrong-recovery": 401,
    "origin": 403,
    "proof": 403,
    "scope": 403,
    "not-found": 404,
    "no-import": 404,
    "method": 405,
    "too-large": 413,
    "content-type": 415,
    "host": 421,
    "shape": 422,
    "answers": 422,
    "plug-in": 422,
    "unknown-exercise": 422,
    "weak-passphrase": 422,
    "recovery-mistyped": 422,
    "too-soon": 429,
    "locked": 503,
    "not-saved": 503,
}
"""Every other refusal is a 409: what was asked does not fit with how things are."""
PLAIN = {
    404: ("not-found", "There is nothing at this address."),
    405: ("method", "This address cannot be used in this way."),
}
OURS = "Something went wrong inside tremula. What is already saved stays saved."
TITLES = {401: "Please open tremula again", 404: "Nothing here", 503: "Your data is locked"}


def refused(request: Request, refusal: Refusal) -> Response:
    """A refusal as an answer."""
    status = STATUS.get(refusal.code, 409)
    return told(request, status, refusal.code, refusal.words)


def told(
    request: Request, status: int, code: str, words: str, headers: dict[str, str] | None = None
) -> Response:
    """An error as JSON, or as a page where a person is looking at it."""
    id = secrets.token_hex(4)
    if is_navigation(request) and "app" in request.scope:
        title = TITLES.get(status, "This did not work")
        response: Response = page(request, "error.html", status=status, title=title, words=words, id=id)
    else:
        response = json_answer({"error": {"code": code, "words": words, "id": id}}, status)
    response.headers.update(headers or {})
    return response


def is_navigation(request: Request) -> bool:
    """Whether a person waits for a page."""
    return request.headers.get("sec-fetch-mode") == "navigate" and not request.url.path.startswith("/api/")


async def on_refusal(request: Request, error: Exception) -> Response:
    """What an action or an endpoint refuses."""
    assert isinstance(error, Refusal)
    return refused(request, error)


async def on_http(request: Request, error: Exception) -> Response:
    """What the router refuses: no such address, or not with this method."""
    assert isinstance(error, HTTPException)
    code, words = PLAIN.get(error.status_code, ("refused", "This cannot be done."))
    headers = {"Allow": ", ".join(methods_at(request))} if error.status_code == 405 else {}
    return told(request, error.status_code, code, words, {**(error.headers or {}), **headers})


def methods_at(request: Request) -> list[str]:
    """Every method that this address knows; its doors may be several."""
    path = request.scope["path"]
    doors = [route for route in request.app.routes if route.path_regex.match(path)]
    return sorted({method for door in doors for method in door.methods})


async def on_crash(request: Request, error: Exception) -> Response:
    """A mistake of ours: a calm answer with a number, which the log gets too (see `log_crash`)."""
    id = request.scope["tremula.error"] = secrets.token_hex(4)
    body = {"error": {"code": "crash", "words": OURS, "id": id}}
    if not is_navigation(request):
        return json_answer(body, 500)
    return page(request, "error.html", status=500, title="This did not work", words=OURS, id=id)


async def on_disconnect(request: Request, error: Exception) -> Response:
    """The browser went away before it had said everything: nobody waits for an answer."""
    return Response(status_code=400)


def log_crash(scope: Scope, error: Exception) -> None:
    """The number of the answer, the kind of failure, and the places in our code."""
    id = scope.get("tremula.error", "-")
    log.error("error %s: %s at %s", id, type(error).__name__, places(error))


def places(error: Exception) -> str:
    """File, line and function of each frame; no values, no message."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join(
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames[::-1]
    )
