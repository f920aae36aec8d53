"""Pages from templates: everything escaped, unknown names crash. No rule of the practice stands in one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tremula import __version__
from tremula.web.assets import Assets
from tremula.web.house import house_of

TEMPLATES = Path(__file__).parent / "templates"


def environment(assets: Assets) -> Environment:
    """Templates with `static("css/base.css")`, the address of a static file under this version's hash."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(static=assets.address, version=__version__)
    return made


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Render a template. It also sees: version, demo, path, vault (new, locked or open)."""
    house = house_of(request)
    text = house.templates.get_template(template).render(
        demo=house.demo, path=request.url.path, vault=house.vault.state, **context
    )
    return HTMLResponse(text, status_code=status)
