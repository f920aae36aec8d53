"""Every page in a real Chromium: nothing for axe, nothing cut off, large enough to touch.

The watch of conftest.py adds what holds throughout: no foreign request, no broken policy, no error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect
from serving import PASSPHRASE, Server, enter, make_vault
from watching import axe

PATHS = (
    "/",
    "/welcome",
    "/welcome#questions",
    "/library",
    "/library/ankles",
    "/library/wall-sit",
    "/library/butterfly",
    "/library/spiral",
    "/library/settle",
    "/grounding",
    "/help/shaking",
    "/screening",
    "/screening/result",
    "/before",
    "/before/spiral",
    "/check-in",
    "/check-in/own",
    "/self-care",
    "/schedule",
    "/questionnaires",
    "/questionnaires/phq-9?early=yes",
    "/questionnaires/maia-2?early=yes",
    "/questionnaires/own-headache",
    "/questionnaires/phq-9/result",
    "/questionnaires/phq-15/result",
    "/questionnaires/bring",
    "/safety-plan",
    "/record",
    "/history",
    "/progress",
    "/progress/days",
    "/body-map",
    "/body-map/past",
    "/journal",
    "/your-data",
    "/journal/write",
    "/journal/hard",
    "/settings",
    "/nothing-here",
)
SMALL: dict[str, ViewportSize] = {"viewport": {"width": 360, "height": 640}}
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
PARTS = 4
"""Groups of pages, so that one that fails is soon found."""
TOO_SMALL = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .filter((e) => !e.closest('.visually-hidden') && parseFloat(getComputedStyle(e).fontSize) < 16)
  .map((e) => e.outerHTML.slice(0, 120))"""
UNTOUCHABLE = """() => [...document.querySelectorAll('a, button, summary, select, input, label.choice')]
  .filter((e) => e.checkVisibility() && !e.closest('p, li > span, .skip') && !e.matches('.choice *, .skip'))
  .filter((e) => { const r = e.getBoundingClientRect(); return r.height < 44 || r.width < 44 })
  .map((e) => e.outerHTML.slice(0, 120))"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
QUIET = """() => {
  const asked = performance.getEntriesByType('resource').length
  const quiet = window.asked === asked
  window.asked = asked
  return quiet && document.readyState === 'complete' && !document.querySelector('svg[data-pose]:empty')
}"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach((each) => { each.open = true })"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With eight invented weeks, so that every page shows something."""
    data = tmp_path_factory.mktemp("pages") / "data"
    make_vault(data, history=True)
    server = Server(data).open_at_start()
    yield server
    server.stop()


def show(page: Page, server: Server, path: str) -> None:
    """Until the figures are drawn and nothing more is asked for."""
    page.goto(f"{server.url}{path}")
    until(page, QUIET)


def until(page: Page, expression: str) -> None:
    """Wait for something true; `wait_for_function` would need what the page's policy forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {expression}")


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_clean_for_axe_and_nothing_is_cut_off(
    make_context: Callable[..., BrowserContext], server: Server, part: int
) -> None:
    """On a small phone, in the dark, on a laptop, and at 200 % on the phone."""
    page = enter(make_context(**SMALL).new_page(), server)
    found: dict[str, list[object]] = {}
    for path in PATHS[part::PARTS]:
        page.goto("about:blank")
        show(page, server, path)
        page.evaluate(OPEN_ALL)
        found[path] = [*in_every_look(page), *at_sizes(page)]
    assert found == {path: [[], [], [], 0, [], [], 0, [], []] for path in found}


def in_every_look(page: Page) -> list[object]:
    """What axe finds: small, large, and in the dark."""
    small = axe(page)
    page.set_viewport_size(LAPTOP)
    large = axe(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark = axe(page)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size(SMALL["viewport"])
    return [small, large, dark]


def at_sizes(page: Page) -> list[object]:
    """Cut off, too small to read, too small to touch: at the usual size and at twice that."""
    found: list[object] = []
    for size in ("112.5%", "225%"):
        page.evaluate("(size) => document.documentElement.style.setProperty('font-size', size)", size)
        found += [page.evaluate(OVERFLOW), page.evaluate(TOO_SMALL), page.evaluate(UNTOUCHABLE)]
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_session_and_its_deleting_are_clean(
    make_context: Callable[..., BrowserContext], server: Server, scheme: str
) -> None:
    page = enter(make_context(**SMALL, color_scheme=scheme).new_page(), server)
    page.goto(f"{server.url}/history")
    page.click(".sessions a >> nth=0")
    page.wait_for_url("**/history/*")
    assert axe(page) == []
    page.click("#delete")
    assert axe(page) == []


def test_light_and_dark_are_a_choice_that_stays(entered: Page, server: Server) -> None:
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = entered.evaluate(paper)
    entered.goto(f"{server.url}/settings")
    entered.get_by_label("Dark", exact=True).check()
    entered.locator("#saved").get_by_text("Kept.").wait_for()
    assert entered.evaluate(paper) != light
    entered.goto(f"{server.url}/grounding")
    assert entered.evaluate(paper) != light


def test_what_is_changed_in_settings_is_kept(entered: Page, server: Server) -> None:
    entered.goto(f"{server.url}/settings")
    for label in ("Short", "The method’s lower numbers", "Only lying down"):
        with entered.expect_response("**/api/settings"):
            entered.get_by_label(label).check()
    with entered.expect_response("**/api/settings"):
        entered.locator("#volume").fill("0.5")
    entered.reload()
    for label in ("Short", "The method’s lower numbers", "Only lying down"):
        assert entered.get_by_label(label).is_checked()
    assert entered.locator("#volume").input_value() == "0.5"
    entered.goto(f"{server.url}/")
    assert entered.locator("[data-begin] >> nth=0").get_attribute("data-begin") == "butterfly"


def test_a_session_is_saved_as_a_file_and_deleted_only_after_asking(entered: Page, server: Server) -> None:
    entered.goto(f"{server.url}/history")
    before = entered.locator(".sessions a").count()
    entered.click(".sessions a >> nth=0")
    entered.wait_for_url("**/history/*")
    with entered.expect_download() as download:
        entered.click("#export")
    assert '"events"' in download.value.path().read_text()
    entered.click("#delete")
    expect(entered.locator("[value=keep]")).to_be_focused()
    entered.keyboard.press("Enter")
    assert entered.get_by_role("heading", level=1).is_visible()
    entered.click("#delete")
    entered.get_by_role("button", name="Delete it").click()
    entered.wait_for_url("**/history")
    assert entered.locator(".sessions a").count() == before - 1


def test_beginning_hands_the_wish_to_the_player(entered: Page, server: Server) -> None:
    entered.goto(f"{server.url}/library/calves")
    entered.get_by_role("button", name="Practise this alone").click()
    entered.wait_for_url("**/before")
    entered.get_by_role("button", name="Go on to the session").click()
    entered.wait_for_url("**/practise*")
    entered.locator("tremula-player[data-state=ready]").wait_for()
    assert "Calf stretch" in (entered.locator("tremula-chapters").text_content() or "")


def test_every_exercise_has_its_picture(entered: Page, server: Server) -> None:
    show(entered, server, "/library")
    drawn = "() => [...document.querySelectorAll('svg[data-pose]')].map((each) => each.innerHTML.length)"
    counts = entered.evaluate(drawn)
    assert len(counts) == 8
    assert min(counts) > 1_000


def test_grounding_leads_by_itself_and_by_hand(page: Page, server: Server) -> None:
    page.clock.install()
    page.goto(f"{server.url}/grounding")
    page.get_by_role("button", name="Lying").press("Enter")
    words = page.locator("#words")
    assert words.inner_text() == "Legs long and flat."
    page.clock.run_for(9_000)
    assert words.inner_text() == "Roll to one side."
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    assert words.inner_text() == "Roll to one side."
    page.keyboard.press("ArrowRight")
    assert words.inner_text() == "Sit up, slowly."
    page.keyboard.press("ArrowLeft")
    assert words.inner_text() == "Roll to one side."
    page.get_by_role("button", name="Go on").click()
    page.clock.run_for(300_000)
    assert page.get_by_role("heading", name="How are you now?").is_visible()


def test_grounding_works_when_the_server_is_gone(page: Page, make_server: Callable[..., Server]) -> None:
    server = make_server("open")
    enter(page, server)
    until(page, "caches.match('/complete').then((found) => found !== undefined)")
    server.stop()
    page.goto(f"{server.url}/grounding")
    page.get_by_role("button", name="Standing", exact=True).click()
    assert page.locator("#words").inner_text() == "Both feet flat on the floor."
    page.goto(f"{server.url}/help/shaking")
    assert page.get_by_role("heading", level=1).inner_text() == "If the shaking does not stop"


def test_locking_asks_for_the_passphrase_again(page: Page, make_server: Callable[..., Server]) -> None:
    server = make_server("open")
    enter(page, server)
    page.goto(f"{server.url}/settings")
    expect(page.get_by_role("button", name="Lock now")).to_be_in_viewport()
    page.get_by_role("button", name="Lock now").click()
    page.get_by_role("heading", name="Open tremula").wait_for()
    page.wait_for_load_state()
    assert server.health()["vault"] == "locked"
    page.get_by_label("Passphrase", exact=True).fill("not this one at all")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="passphrase").wait_for()
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Today").wait_for()


KEEP_SOME = """() => {
  for (const name of ["contacts", "country", "figure", "theme"]) localStorage.setItem(`tremula.${name}`, "{}")
  sessionStorage.setItem("tremula.begin", "{}")
}"""


def test_everything_is_erased_only_after_the_word(page: Page, make_server: Callable[..., Server]) -> None:
    server = make_server("open", history=True)
    enter(page, server)
    page.goto(f"{server.url}/settings")
    page.evaluate(KEEP_SOME)
    page.get_by_text("Erase everything").first.click()
    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("alert").filter(has_text="Type the word").wait_for()
    assert server.health()["vault"] == "open"
    page.locator("#erase-word").fill("erase")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Welcome").wait_for()
    assert server.health()["vault"] == "new"
    assert not (server.data / "app.db").exists()
    left = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert set(left) <= {"tremula.second-half"}, "also what this browser remembers of a person is gone"
