"""A page for a person: a template, and what every template may know of the house. It reads no record."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from tremula.web.house import house_of


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Render a template. It also sees: version, demo, path, vault (new, locked or open)."""
    house = house_of(request)
    seen = {"demo": house.demo, "path": request.url.path, "vault": house.state, **context}
    return HTMLResponse(house.templates.render(template, **seen), status_code=status)
