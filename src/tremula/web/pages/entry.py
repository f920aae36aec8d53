"""The way in, wherever somebody stands who is not let in yet. It shows nothing of what is kept."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tremula.web.doors import is_own_navigation
from tremula.web.house import house_of
from tremula.web.page import page


def entry_page(request: Request) -> Response:
    """By launch link, passphrase or recovery code; somebody let in to a new vault is led to set it up."""
    house = house_of(request)
    if house.state == "new" and is_own_navigation(request) and house.entries.has_cookie(request):
        return RedirectResponse("/welcome", 303)
    return page(request, "entry.html", bare=True)
