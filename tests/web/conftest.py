"""A whole application over a real vault, with a clock that a test can move."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from visitor import PASSPHRASE, PORT, Visitor

from tremula.bootstrap import (
    archive_desk,
    directory_desk,
    fhir,
    forms,
    guidance,
    library,
    open_store,
    safety,
    voice_folder,
)
from tremula.settings import Settings
from tremula.storage.argon import Cost
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

CHEAP = Cost(memory=8, passes=1, lanes=1)
OUR_CONTENT = cache(lambda: library(None))
OUR_GUIDANCE = cache(lambda: guidance(None))
OUR_SAFETY = cache(lambda: safety(None))
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
    assets = Assets()
    settings = Settings(data=folder, port=PORT)
    return House(
        settings=settings,
        directory=directory_desk(settings, vault),
        archive=archive_desk(settings),
        vault=vault,
        open_store=partial(open_store, vault),
        read_library=OUR_CONTENT,
        read_guidance=OUR_GUIDANCE,
        read_safety=OUR_SAFETY,
        read_forms=OUR_FORMS,
        make_fhir=fhir,
        assets=assets,
        templates=Templates(assets),
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
    """Let the visitor in and make the vault."""
    visitor.enter(launch=visitor.house.entries.launch())
    visitor.house.open_now(visitor.house.vault.create, PASSPHRASE, False)
    return visitor


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
