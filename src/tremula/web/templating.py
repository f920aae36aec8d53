"""Pages from templates: everything escaped, unknown names crash. No rule of the practice stands in one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tremula import __version__
from tremula.web.assets import Assets

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


class Templates:
    """Templates with `static("css/base.css")`: the address of a static file under this version's hash."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        self._environment: Environment | None = None

    def render(self, template: str, **context: Any) -> str:
        if self._environment is None:
            self._environment = environment(self.assets)
        return self._environment.get_template(template).render(**context)


def environment(assets: Assets) -> Environment:
    """Made at the first page: Jinja2 costs a tenth of a start."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

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
