"""A whole application over a real vault, with a clock that a test can move."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from visitor import PORT, Visitor, furnish

from shipped import our_guidance, our_library, our_safety
from tremula.bootstrap import (
    archive_desk,
    directory_desk,
    fhir,
    forms,
    open_store,
    voice_folder,
)
from tremula.settings import Settings
from tremula.storage.vault import Vault
from tremula.web.app import create_app
from tremula.web.assets import Assets
from tremula.web.catalogue import our_pages
from tremula.web.control import Control
from tremula.web.entry import Entries
from tremula.web.house import Clock, House
from tremula.web.running import Running
from tremula.web.templating import Templates
from tremula.web.voices import Voices
from vaults import CHEAP, argon_here

OUR_ASSETS = cache(Assets)
OUR_TEMPLATES = cache(lambda: Templates(OUR_ASSETS()))
OUR_FORMS = cache(lambda: forms(None))
OUR_VOICES = Voices(lambda: voice_folder(None))


class Time:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.begin = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.seconds

    def wall(self) -> datetime:
        return self.begin + timedelta(seconds=self.seconds - 1000)


def build(folder: Path, time: Time) -> House:
    vault = Vault(folder, cost=CHEAP, now=time.monotonic)
    vault.claim()
    settings = Settings(data=folder, port=PORT)
    return House(
        settings=settings,
        directory=directory_desk(settings, vault),
        archive=archive_desk(settings),
        vault=vault,
        open_store=partial(open_store, vault),
        read_library=our_library,
        read_guidance=our_guidance,
        read_safety=our_safety,
        read_forms=OUR_FORMS,
        make_fhir=fhir,
        assets=OUR_ASSETS(),
        templates=OUR_TEMPLATES(),
        clock=Clock(time.wall, time.monotonic, lambda moment: moment),
        voices=OUR_VOICES,
        entries=Entries(time.monotonic),
        running=Running(time.monotonic),
    )


@contextmanager
def visiting(house: House) -> Iterator[Visitor]:
    """A browser before a running application."""
    control = Control(house.settings.data / "run/control.json")
    with TestClient(create_app(house, control, our_pages()), base_url=house.origin) as client:
        yield Visitor(client, house, control)


def settle_in(visitor: Visitor) -> Visitor:
    """Let the visitor in, and open a vault with nothing in it."""
    visitor.enter(launch=visitor.house.entries.launch())
    furnish(visitor.house)
    return visitor


@pytest.fixture(autouse=True, scope="module")
def cheap_keys() -> Iterator[None]:
    with argon_here():
        yield


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def house(tmp_path: Path, time: Time) -> House:
    """A new vault that nobody has set up."""
    return build(tmp_path / "vault", time)


@pytest.fixture
def stranger(house: House) -> Iterator[Visitor]:
    """A browser that has not been let in."""
    with visiting(house) as visitor:
        yield visitor


@pytest.fixture
def person(stranger: Visitor) -> Visitor:
    """Somebody who is in, with an open vault."""
    return settle_in(stranger)


@pytest.fixture(scope="module")
def long_time() -> Time:
    """The resident's clock."""
    return Time()


@pytest.fixture(scope="module")
def resident(tmp_path_factory: pytest.TempPathFactory, long_time: Time) -> Iterator[Visitor]:
    """The same, one for all tests of a file that change nothing."""
    with visiting(build(tmp_path_factory.mktemp("house") / "vault", long_time)) as visitor:
        yield settle_in(visitor)
