"""The journal: what was written, a page to write on, and the frame for writing about what happened.

No word of it stands in an address, a title or a log.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.journal import PAGE, list_entries
from tremula.actions.look_ahead import Asking, look_ahead
from tremula.actions.ports import EntryRow, SessionRow, Tx
from tremula.actions.screening import first_list
from tremula.core.journal.words import JournalWords
from tremula.web.api.journal import entry_id, moment_of
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages import told

SHOWN = 140
"""Characters of an entry in the list."""
HARD = "hard"
CRISIS = "crisis"


def routes(house: House) -> list[Door]:
    """GET /journal, /journal/write, /journal/hard, /journal/{id}."""
    return [
        Door("/journal", show, Needs.PAGE_AND_OPEN_VAULT),
        Door("/journal/write", begin, Needs.PAGE_AND_OPEN_VAULT),
        Door("/journal/hard", hard, Needs.PAGE_AND_OPEN_VAULT),
        Door("/journal/{id}", edit, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def show(request: Request) -> Response:
    """The entries, newest first, by months; the search stands above them."""
    entries = await house_of(request).read(list_entries, moment_of(request))
    shown = entries[:PAGE]
    months = [(month, list(rows)) for month, rows in groupby(shown, lambda row: told.month(row.made))]
    return page(
        request,
        "journal.html",
        months=months,
        told=told,
        first_words=first_words,
        older=shown[-1].made if len(entries) > PAGE else "",
        later=moment_of(request) != "",
    )


def first_words(entry: EntryRow) -> str:
    """What the list shows of an entry; nothing of what is hard to read by chance."""
    if entry.kind == HARD:
        return "Writing about what happened"
    words = " ".join(entry.text.split())
    return words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " …"


async def begin(request: Request) -> Response:
    """An empty page; `?after=` a session brings the questions for after the practice."""
    house = house_of(request)
    session = await session_of(house, request)
    return page(request, "journal_entry.html", entry=None, versions=(), **around(house, session))


def around(house: House, session: SessionRow | None) -> dict[str, Any]:
    """What an entry's page shows beside it."""
    when = ("after", "any") if session else ("any",)
    prompts = [prompt for wanted in when for prompt in words_of(house).prompts if prompt.when == wanted]
    return {"session": session, "prompts": prompts, "told": told}


def words_of(house: House) -> JournalWords:
    """content/journal."""
    return house.guidance.journal


async def session_of(house: House, request: Request) -> SessionRow | None:
    """The session that `after` names; one that there is not counts as none."""
    try:
        id = str(UUID(request.query_params.get("after", "")))
    except ValueError:
        return None
    return await house.read(find_session, id)


def find_session(tx: Tx, id: str) -> SessionRow | None:
    """One session."""
    return tx.session(id)


async def edit(request: Request) -> Response:
    """One entry with its history; 404 when there is none."""
    house = house_of(request)
    found = await house.read(find_entry, entry_id(request))
    if found is None:
        raise HTTPException(404)
    entry, session = found
    versions = (await house.read(versions_of, entry.id))[:-1]
    template = "journal_hard_entry.html" if entry.kind == HARD else "journal_entry.html"
    return page(request, template, entry=entry, versions=versions[::-1], **around(house, session))


def find_entry(tx: Tx, id: str) -> tuple[EntryRow, SessionRow | None] | None:
    """An entry, and the session that it is about."""
    entry = tx.journal.entry(id)
    return None if entry is None else (entry, tx.session(entry.session) if entry.session else None)


def versions_of(tx: Tx, id: str) -> list[Any]:
    """Its versions, oldest first."""
    return list(tx.journal.versions(id))


async def hard(request: Request) -> Response:
    """What to know before, the time box, and what comes after. In a crisis it is closed."""
    house = house_of(request)
    closed = await house.read(in_crisis, Asking(house.safety, house.clock.stamp()))
    return page(request, "journal_hard.html", words=words_of(house).hard, closed=closed)


def in_crisis(tx: Tx, asking: Asking) -> bool:
    """Whether the answers, also those of the short list alone, point to help at once."""
    ahead, first = look_ahead(tx, asking), first_list(tx)
    said_first = first is not None and first.answers.get(CRISIS, "no") != "no"
    return ahead.gate.crisis or (said_first and ahead.first_red)
