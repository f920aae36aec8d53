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
    from tremula.web.pages import (
        after,
        assessment,
        before,
        body_map,
        check_in,
        day_by_day,
        directory,
        entry,
        evidence,
        grounding,
        help_kinds,
        history,
        journal,
        learn,
        letter,
        library,
        practise,
        progress,
        questionnaires,
        record,
        safety_plan,
        schedule,
        screening,
        self_care,
        settings,
        sound_files,
        today,
        welcome,
        your_data,
    )

    modules = (
        today,
        welcome,
        screening,
        before,
        after,
        body_map,
        check_in,
        self_care,
        schedule,
        questionnaires,
        library,
        practise,
        grounding,
        evidence,
        learn,
        help_kinds,
        directory,
        assessment,
        letter,
        history,
        journal,
        progress,
        day_by_day,
        record,
        settings,
        your_data,
        safety_plan,
        sound_files,
    )
    return Pages(modules, entry.entry_page)
