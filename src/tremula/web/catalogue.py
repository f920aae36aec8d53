"""Which pages there are, listed by hand; made when the application is, not before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tremula.web.doors import Endpoint


@dataclass(frozen=True, slots=True)
class Pages:
    """Modules with `routes(house)`, and the page for a visitor who is not let in."""

    modules: Sequence[Any]
    entry_page: Endpoint


PAGES = (
    "today",
    "welcome",
    "screening",
    "before",
    "after",
    "body_map",
    "check_in",
    "self_care",
    "schedule",
    "questionnaires",
    "library",
    "practise",
    "grounding",
    "evidence",
    "learn",
    "help_kinds",
    "directory",
    "assessment",
    "letter",
    "history",
    "journal",
    "progress",
    "day_by_day",
    "record",
    "settings",
    "your_data",
    "safety_plan",
    "sound_files",
)
"""The modules of `web/pages` that have routes."""


def our_pages() -> Pages:
    """Every page of the program."""
    from tremula.web.pages import entry

    modules = [import_module(f"tremula.web.pages.{name}") for name in PAGES]
    return Pages(modules, entry.entry_page)
