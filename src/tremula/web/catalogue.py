"""Which pages there are, listed by hand; made when the application is, not before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tremula.web.doors import Endpoint


@dataclass(frozen=True, slots=True)
class Pages:
    """Modules with `routes(house)`, and the page for a visitor who is not let in."""

    modules: Sequence[Any]
    entry_page: Endpoint


def our_pages() -> Pages:
    """Every page of the program."""
    from tremula.web.pages import entry, evidence, grounding, history, library, practise, settings, today, welcome

    modules = (today, welcome, library, practise, grounding, evidence, history, settings)
    return Pages(modules, entry.entry_page)
