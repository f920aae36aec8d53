"""Puts a vault, a library and a web app together: the only file that knows every room. It decides nothing else."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING

from tremula.cli.rooms import Rooms
from tremula.core.failure import Problem, Refusal
from tremula.settings import Settings, ask_os, passphrase_from

if TYPE_CHECKING:
    from tremula.core.exercise.script import Library
    from tremula.storage.store import Store
    from tremula.storage.vault import Vault
    from tremula.web.house import House

Tell = Callable[[str], None]


def start(settings: Settings, browser: bool, tell: Tell) -> None:
    """Serve until a signal comes. Takes the port and the vault first, so that both refusals come at once."""
    from tremula.web.listening import listen

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s", stream=sys.stderr)
    sockets = listen(settings.port)
    try:
        serve(settings, sockets, browser, tell)
    finally:
        for each in sockets:
            each.close()


def serve(settings: Settings, sockets: list[socket], browser: bool, tell: Tell) -> None:
    """Everything heavy is imported from here on; early visitors wait in the sockets' queue."""
    vault = claimed(settings)
    from tremula.web.app import create_app
    from tremula.web.catalogue import our_pages
    from tremula.web.control import Control
    from tremula.web.server import serve as serve_on

    house = build_house(settings, vault)
    control = Control(settings.data / "run/control.json")
    app = create_app(house, control, our_pages())

    async def when_answering() -> None:
        control.write(settings.port)
        await asyncio.to_thread(open_vault, house)
        address = house.launch_address()
        tell(address)
        if browser:
            await asyncio.to_thread(webbrowser.open, address)

    failed = asyncio.run(serve_on(app, sockets, when_answering))
    if failed is not None:
        raise failed


def claimed(settings: Settings) -> Vault:
    """The vault, ours until the end; Refusal("vault-in-use") while another process has it."""
    from tremula.storage.vault import Vault

    vault = Vault(settings.data)
    vault.claim()
    return vault


def build_house(settings: Settings, vault: Vault) -> House:
    """The rooms of the web, around one vault."""
    from tremula.web.assets import Assets
    from tremula.web.house import House
    from tremula.web.templating import Templates

    assets = Assets()
    return House(
        settings=settings,
        vault=vault,
        open_store=open_store,
        read_library=partial(library, settings.content),
        assets=assets,
        templates=Templates(assets),
        demo=settings.demo,
    )


def open_vault(house: House) -> None:
    """Make or open the vault as far as the settings allow without anybody typing."""
    settings, vault = house.settings, house.vault
    if settings.passphrase_file:
        passphrase = passphrase_from(settings.passphrase_file)
        if vault.state == "new":
            make_vault(house, passphrase)
        else:
            house.open_now(vault.unlock, passphrase)
    elif vault.state == "locked" and vault.has_keyring:
        house.open_now(vault.unlock_with_keyring)


def make_vault(house: House, passphrase: str) -> None:
    """A new vault; its recovery code goes where it was asked for, or a note says that none was kept."""
    out = house.settings.recovery_out
    if out is not None and out.exists():
        raise Refusal("recovery-out", f"{out} is there already. Name a file that does not exist yet.")
    code = house.open_now(house.vault.create, passphrase, False)
    if out is None:
        print("No recovery code was written down. Make one in Settings.", file=sys.stderr)
    else:
        write_secret(out, code)


def write_secret(path: Path, secret: str) -> None:
    """One line, readable by its owner only."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secret + "\n")


def open_store(vault: Vault) -> Store:
    """The database of an open vault."""
    from tremula.storage.store import Store

    return Store.open(vault)


@contextmanager
def opened(settings: Settings, ask_passphrase: Callable[[], str]) -> Iterator[Store]:
    """A store for one command, without a server; the vault must exist."""
    vault = claimed(settings)
    try:
        if vault.state == "new":
            raise Refusal("no-vault", f"There is no data in {settings.data} yet. Begin with “tremula start”.")
        if settings.passphrase_file:
            vault.unlock(passphrase_from(settings.passphrase_file))
        elif vault.has_keyring:
            vault.unlock_with_keyring()
        else:
            vault.unlock(ask_passphrase())
        store = open_store(vault)
        try:
            yield store
        finally:
            store.close()
    finally:
        vault.close()


def library(content: Path | None) -> Library:
    """The content, checked; a Refusal names the first problem."""
    from tremula.library.read_files import ContentError, find_content, read_library

    try:
        return read_library(find_content(content))
    except ContentError as error:
        words = "\n".join(str(problem) for problem in error.problems)
        raise Refusal("content", f"The content cannot be used:\n{words}") from error


def check(content: Path | None) -> Sequence[Problem]:
    """Everything that is wrong in the content."""
    from tremula.library.read_files import ContentError, find_content, read_library

    try:
        read_library(find_content(content))
    except ContentError as error:
        return error.problems
    return ()


def demo(settings: Settings, browser: bool, tell: Tell) -> None:
    """An invented person in a vault that is thrown away."""
    raise NotImplementedError


ROOMS = Rooms(
    settings=ask_os,
    start=start,
    demo=demo,
    open_browser=lambda address: void(webbrowser.open(address)),
    library=library,
    check=check,
    open_store=opened,
)
