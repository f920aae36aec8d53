"""The application: every route there is, behind the edge. A route that names no need stops the start."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from tremula.core.failure import Refusal
from tremula.web.api import (
    archive,
    body_map,
    check_ins,
    directory,
    entry,
    events,
    first_steps,
    health,
    journal,
    openapi,
    poses,
    questionnaires,
    safety_plan,
    schedule,
    screening,
    self_care,
    self_reports,
    sessions,
    settings,
    sound_files,
    static,
    tokens,
    vault,
    voice,
)
from tremula.web.api import control as control_api
from tremula.web.catalogue import Pages
from tremula.web.control import Control
from tremula.web.doors import Door, refuse_open_routes
from tremula.web.errors import on_crash, on_disconnect, on_http, on_refusal
from tremula.web.house import House
from tremula.web.security import Edge

API = (
    archive,
    directory,
    health,
    static,
    entry,
    vault,
    sessions,
    events,
    settings,
    screening,
    self_care,
    self_reports,
    safety_plan,
    journal,
    first_steps,
    poses,
    body_map,
    check_ins,
    schedule,
    questionnaires,
    voice,
    sound_files,
    tokens,
    openapi,
    control_api,
)
LOOK_EVERY = 20.0
"""Seconds between two looks whether a copy is due, and whether the vault may lock itself."""
log = logging.getLogger("tremula")


def create_app(house: House, control: Control, pages: Pages) -> Edge:
    """Everything that answers. Raises TypeError for a route without a door."""
    app = Starlette(
        routes=all_routes(house, pages),
        lifespan=lifespan,
        exception_handlers={
            Refusal: on_refusal,
            HTTPException: on_http,
            ClientDisconnect: on_disconnect,
            Exception: on_crash,
        },
    )
    app.router.redirect_slashes = False
    app.state.house = house
    app.state.control = control
    app.state.entry_page = pages.entry_page
    return Edge(app, house.settings.port)


def all_routes(house: House, pages: Pages) -> list[Door]:
    """The routes of every noun."""
    routes: list[Door] = []
    for module in (*API, *pages.modules):
        routes += module.routes(house)
    refuse_open_routes(routes)
    return routes


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """While the program serves, look whether the vault may lock itself; at the end, save and let go."""
    house: House = app.state.house
    looking = asyncio.create_task(look_after(house))
    try:
        yield
    finally:
        looking.cancel()
        app.state.control.remove()
        await asyncio.to_thread(house.close)


async def look_after(house: House) -> None:
    """Keep copies; lock the vault when nobody has been there for a while."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        await asyncio.to_thread(house.keep_copies)
        house.sound_files.look()
        if house.may_lock_itself():
            log.info("locked after a time without anybody")
            await asyncio.to_thread(house.lock)
