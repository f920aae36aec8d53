"""A real Chromium against a real server. Every page is watched, and what it must never do fails its test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serving import Server, enter, make_vault
from watching import Watch

FLAGS = [
    "--no-sandbox",
    "--renderer-process-limit=1",  # one warm process for all pages: a fifth less work
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # The shell draws nothing for a screen: a third less work than the browser with its windows.
        found = (shutil.which(name) for name in ("chromium-headless-shell", "chromium", "google-chrome"))
        chromium = next(filter(None, found), None)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An open vault of a person who may practise; one for the whole module."""
    data = tmp_path_factory.mktemp("served") / "data"
    make_vault(data)
    server = Server(data).open_at_start()
    yield server
    server.stop()


@pytest.fixture
def make_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Servers of one's own: `make_server("new" | "locked" | "open", screened=True, history=False)`."""
    made: list[Server] = []

    def make(state: str = "open", **contents: bool) -> Server:
        data = tmp_path / f"served-{len(made)}" / "data"
        data.parent.mkdir()
        server = Server(data)
        if state != "new":
            make_vault(data, **contents)
        made.append(server.open_at_start() if state == "open" else server.start())
        return server

    yield make
    for server in made:
        server.stop()


@pytest.fixture
def make_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Watched browser contexts, with Playwright's options for a context."""
    made: list[tuple[BrowserContext, Watch]] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(**{"viewport": {"width": 390, "height": 844}, **options})  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        made.append((context, Watch(context)))
        return context

    yield make
    for context, _ in made:
        context.close()
    assert [fault for _, watch in made for fault in watch.faults] == []


@pytest.fixture
def page(make_context: Callable[..., BrowserContext]) -> Page:
    """A phone's page, not yet let in."""
    return make_context().new_page()


@pytest.fixture
def entered(page: Page, server: Server) -> Page:
    """The same, let in to the module's server, on Today."""
    return enter(page, server)
