"""Puts a vault, a library and a web app together: the only file that knows every room. It decides nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from socket import socket
from threading import Thread
from typing import TYPE_CHECKING, Any

from tremula.bootstrap_archive import archive_desk, make_where_none, write_fhir
from tremula.bootstrap_recovery import make_with_code
from tremula.cli.rooms import Rooms
from tremula.core.failure import Problem, Refusal
from tremula.settings import Settings, ask_os, passphrase_from

if TYPE_CHECKING:
    from tremula.actions.render_session import Made, SoundPlan
    from tremula.bootstrap_directory import Desk
    from tremula.core.exercise.script import Library
    from tremula.core.guidance import Guidance
    from tremula.core.questionnaire.form import Form
    from tremula.core.questionnaire.plug_in import Shelf
    from tremula.core.questionnaire.report import Entry
    from tremula.core.safety.rules import SafetyRules
    from tremula.core.session.pieces import SoundWords
    from tremula.storage.store import Store
    from tremula.storage.vault import Vault
    from tremula.web.house import House
    from tremula.web.sound_files import SoundFiles

Tell = Callable[[str], None]
DEMO_PASSPHRASE = "an invented aspen tree"  # noqa: S105 - told to everybody


def start(settings: Settings, browser: bool, tell: Tell) -> None:
    """Serve until a signal comes."""
    run(settings, open_vault, lambda address: announce(address, browser, tell))


def demo(settings: Settings, browser: bool, tell: Tell) -> None:
    """An invented person in a vault that is thrown away when the program ends."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="tremula-demo-") as folder:
        thrown_away = Settings(data=Path(folder) / "vault", port=settings.port, demo=True)
        run(thrown_away, furnish_demo, lambda address: announce(address, browser, tell))


def announce(address: str, browser: bool, tell: Tell) -> None:
    """Tell the address, and open it where that is wanted."""
    tell(address)
    if browser:
        open_browser(address)


def run(settings: Settings, prepare: Callable[[House], None], announce: Tell) -> None:
    """Take the port and the vault first, so that both refusals come at once; then serve.

    Everything heavy is imported after that; early visitors wait in the sockets' queue.
    """
    import logging

    from tremula.web.listening import listen

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s", stream=sys.stderr)
    sockets = listen(settings.port)
    try:
        serve(settings, sockets, prepare, announce)
    finally:
        for each in sockets:
            each.close()


def serve(
    settings: Settings, sockets: list[socket], prepare: Callable[[House], None], announce: Tell
) -> None:
    """Answer at once; open what can be opened meanwhile, then tell the address."""
    vault = claimed(settings)
    import asyncio

    from tremula.web.app import create_app
    from tremula.web.catalogue import our_pages
    from tremula.web.control import Control
    from tremula.web.server import serve as serve_on

    house = build_house(settings, vault)
    control = Control(settings.data / "run/control.json")
    app = create_app(house, control, our_pages())

    async def when_answering() -> None:
        control.write(settings.port)
        await asyncio.to_thread(prepare, house)
        await asyncio.to_thread(announce, house.launch_address())

    failed = asyncio.run(serve_on(app, sockets, when_answering))
    if failed is not None:
        raise failed


def claimed(settings: Settings) -> Vault:
    """The vault, ours until the end; Refusal("vault-in-use", "foreign-folder", …), and nothing is changed."""
    from tremula.storage.erasing import SIGNS
    from tremula.storage.places import refuse_foreign_folder
    from tremula.storage.vault import Vault

    with suppress(OSError):  # what cannot be looked into is refused below, with its reason
        refuse_foreign_folder(settings.data, SIGNS, filter(None, [settings.passphrase_file]))
    vault = Vault(settings.data)
    vault.claim()
    return vault


def build_house(settings: Settings, vault: Vault) -> House:
    """The rooms of the web, around one vault."""
    from tremula.web.assets import Assets
    from tremula.web.house import House
    from tremula.web.templating import Templates
    from tremula.web.voices import Voices

    assets = Assets()
    return House(
        settings=settings,
        vault=vault,
        open_store=partial(open_store, vault),
        read_library=partial(library, settings.content),
        read_guidance=partial(guidance, settings.content),
        read_safety=partial(safety, settings.content),
        read_forms=partial(forms, settings.content),
        make_fhir=fhir,
        assets=assets,
        templates=Templates(assets),
        voices=Voices(partial(voice_folder, settings.content)),
        sound_files=sound_room(settings.content),
        directory=directory_desk(settings, vault),
        archive=archive_desk(settings),
        demo=settings.demo,
    )


def directory_desk(settings: Settings, vault: Vault) -> Desk:
    """The directory of this vault; nothing is read or opened before its first use."""
    from tremula.bootstrap_directory import Desk
    from tremula.library.places import find_content

    key = partial(vault.derive_key, "directory")
    return Desk(settings.data / "directory.db", key, find_content(settings.content))


@contextmanager
def directory_opened(settings: Settings, ask_passphrase: Callable[[], str]) -> Iterator[Desk]:
    """The directory for one command, without a server."""
    with vault_opened(settings, ask_passphrase) as vault:
        desk = directory_desk(settings, vault)
        try:
            yield desk
        finally:
            desk.close()


def sound_room(content: Path | None) -> SoundFiles:
    """Sound files for the pages; what makes them runs beside the server."""
    from time import monotonic

    from tremula.audio.apart import render_apart
    from tremula.audio.encode import find_encoder
    from tremula.library.places import find_content
    from tremula.web.sound_files import SoundFiles

    return SoundFiles(
        read_words=lambda: sound_words(content),
        render=partial(render_apart, content=find_content(content)),
        has_encoder=lambda: find_encoder() is not None,
        monotonic=monotonic,
    )


def voice_folder(content: Path | None) -> Path:
    """Where the recorded voices lie."""
    from tremula.library.places import find_content

    return find_content(content) / "voice"


def open_vault(house: House) -> None:
    """Make or open the vault as far as the settings allow without anybody typing."""
    settings, vault = house.settings, house.vault
    if settings.passphrase_file:
        Thread(target=warm_up, daemon=True).start()
        passphrase = passphrase_from(settings.passphrase_file)
        if vault.state == "new":
            make_vault(house, passphrase)
        else:
            house.open_now(vault.unlock, passphrase)
    elif vault.state == "locked" and vault.has_keyring:
        house.open_now(vault.unlock_with_keyring)


def furnish_demo(house: House) -> None:
    """A new vault with an invented history, and a passphrase that everybody may know."""
    from tremula.actions.invent_days import InventDays, invent_days
    from tremula.actions.invent_history import Invent, invent_history

    house.open_now(house.vault.create, DEMO_PASSPHRASE, False)
    invent = Invent(house.library, house.safety, house.clock.stamp())
    house.store.write_sync(invent_history, invent)
    days = InventDays(house.guidance.practice, house.forms, house.library.body_map, house.clock.stamp())
    house.store.write_sync(invent_days, days)
    if house.directory is not None:
        house.directory.bring_invented()
    sys.stderr.write(f"A demonstration with an invented person. Its passphrase: {DEMO_PASSPHRASE}\n")


def warm_up() -> None:
    """Import what the first page needs while another process works on the passphrase."""
    import jinja2  # noqa: F401

    import tremula.library.read_files
    import tremula.storage.opening  # noqa: F401


def make_vault(house: House, passphrase: str) -> None:
    """A new vault; its recovery code goes where it was asked for, or a note says that none was kept."""
    out, make = house.settings.recovery_out, partial(house.open_now, house.vault.create, passphrase, False)
    if out is not None:
        make_with_code(house, out, make)
        return
    make()
    sys.stderr.write("No recovery code was written down. Make one in Settings.\n")


def open_store(vault: Vault) -> Store:
    """The database of an open vault."""
    from tremula.storage.store import Store

    return Store.open(vault)


@contextmanager
def opened(settings: Settings, ask_passphrase: Callable[[], str]) -> Iterator[Store]:
    """A store for one command, without a server; the vault must exist."""
    with vault_opened(settings, ask_passphrase) as vault:
        store = open_store(vault)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def vault_opened(settings: Settings, ask_passphrase: Callable[[], str]) -> Iterator[Vault]:
    """The vault, open for one command; closed afterwards."""
    if not has_vault(settings.data):
        raise no_vault(settings.data)
    vault = claimed(settings)
    try:
        if settings.passphrase_file:
            vault.unlock(passphrase_from(settings.passphrase_file))
        elif vault.has_keyring:
            vault.unlock_with_keyring()
        else:
            vault.unlock(ask_passphrase())
        yield vault
    finally:
        vault.close()


def has_vault(folder: Path) -> bool:
    """Whether something is kept there; looking changes nothing."""
    from tremula.storage.vault import Vault

    return Vault(folder).state != "new"


def open_browser(address: str) -> None:
    """The browser that this person uses; without one, the printed address is there."""
    import webbrowser

    webbrowser.open(address)


def no_vault(folder: Path) -> Refusal:
    """What is said where nothing was ever kept."""
    return Refusal("no-vault", f"There is no data in {folder} yet. Begin with “tremula start”.")


def library(content: Path | None) -> Library:
    """The content, checked; a Refusal names the first problem."""
    from tremula.library.read_files import ContentError, find_content, read_library

    try:
        return read_library(find_content(content))
    except ContentError as error:
        words = "\n".join(str(problem) for problem in error.problems)
        raise Refusal("content", f"The content cannot be used:\n{words}") from error


def safety(content: Path | None) -> SafetyRules:
    """The rules of screening, dose and gates, checked; a Refusal names the problems."""
    from tremula.library.read_files import ContentError, find_content
    from tremula.library.safety import read_safety

    try:
        return read_safety(find_content(content))
    except ContentError as error:
        words = "\n".join(str(problem) for problem in error.problems)
        raise Refusal("content", f"The content cannot be used:\n{words}") from error


def guidance(content: Path | None) -> Guidance:
    """What the public pages show, checked; a Refusal names the problems."""
    from tremula.library.guidance import GuidanceError, read_guidance
    from tremula.library.read_files import find_content

    try:
        return read_guidance(find_content(content))
    except GuidanceError as error:
        raise Refusal("content", f"The content cannot be used:\n{error}") from error


def fhir(forms: Mapping[str, Form], entries: Mapping[str, Sequence[Entry]], at: str) -> dict[str, Any]:
    """Filled-in questionnaires as a FHIR bundle."""
    from tremula.exporters.fhir.bundle import bundle

    return bundle(forms, entries, at)


def forms(content: Path | None) -> Shelf:
    """The questionnaires, checked; a Refusal names the problems."""
    from tremula.library.places import find_content
    from tremula.library.questionnaires import QuestionnaireError, read_shelf

    try:
        return read_shelf(find_content(content))
    except QuestionnaireError as error:
        raise Refusal("content", f"The content cannot be used:\n{error}") from error


def check(content: Path | None) -> Sequence[Problem]:
    """Everything that is wrong in the content."""
    from tremula.library import directory, questionnaires, sound_files
    from tremula.library.guidance import problems_in
    from tremula.library.left_out import problems_in as left_out
    from tremula.library.read_files import ContentError, find_content, read_library
    from tremula.library.safety_files import safety_problems
    from tremula.library.shelf import read_shelf

    root = find_content(content)
    others = [*sound_files.problems_in(root), *problems_in(root), *directory.look(root)[1]]
    others += safety_problems(root)
    others += questionnaires.problems_in(root)
    try:
        read_library(root)
    except ContentError as error:
        return [*error.problems, *others]
    return [*others, *left_out(root, read_shelf(root))]


def sound_words(content: Path | None) -> SoundWords:
    """What only sound files say; a Refusal names the first problem."""
    from tremula.library.read_files import ContentError, find_content
    from tremula.library.sound_files import read_sound_words

    try:
        return read_sound_words(find_content(content))
    except ContentError as error:
        words = "\n".join(str(problem) for problem in error.problems)
        raise Refusal("content", f"The content cannot be used:\n{words}") from error


def render(plan: SoundPlan, out: Path, content: Path | None, tell: Callable[[float], None]) -> Made:
    """Sound files of a plan; numpy and the decoder are imported here and nowhere earlier."""
    from tremula.audio.making import make
    from tremula.audio.place import place_of
    from tremula.library.places import find_content

    return make(plan, place_of(out, single=plan.single), find_content(content), tell)


ROOMS = Rooms(
    settings=ask_os,
    start=start,
    demo=demo,
    open_browser=open_browser,
    library=library,
    safety=safety,
    check=check,
    open_store=opened,
    sound_words=sound_words,
    render=render,
    directory=directory_opened,
    archive=archive_desk,
    write_fhir=lambda store, file, content: write_fhir(store, file, forms(content)),
    make_vault=lambda settings: make_where_none(settings, claimed, build_house, make_vault),
)
