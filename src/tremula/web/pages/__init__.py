"""The pages, one noun a file; each module has `routes(house)`."""

from __future__ import annotations

from tremula.web.doors import Door
from tremula.web.house import House
from tremula.web.pages import grounding, history, library, practise, settings, today, welcome

MODULES = (today, welcome, library, practise, grounding, history, settings)


def routes(house: House) -> list[Door]:
    """Every page."""
    return [door for module in MODULES for door in module.routes(house)]
