"""The player's modules share one scope when they are joined: no name there may hide one of the browser's."""

from playing import come_in
from playwright.sync_api import Page
from serving import Server

from tremula.web.assets import JOINED, STATIC
from tremula.web.joining import gather, top_names


def test_no_name_of_ours_hides_one_of_the_browser(page: Page, server: Server) -> None:
    come_in(page, server)
    modules = gather(JOINED["joined/player.js"][0], lambda name: (STATIC / name).read_text())
    names = [name for body in modules.values() for name in top_names(body)]
    assert len(names) > 100
    assert page.evaluate("names => names.filter(name => name in window)", names) == []
