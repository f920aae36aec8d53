"""What happens to a session when the page, the tab, the server or the network goes away in the middle."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import msgspec
import pytest
from playing import PLAYER, Practice, come_in, practise, prepared
from playwright.sync_api import BrowserContext, Page, expect
from playwright.sync_api import Error as PageError
from serving import Server

from tremula.core.session.record import Event, broken_links, end_of, walked
from tremula.core.session.timeline import Timeline

WAITING = """async () => {
  const open = indexedDB.open("tremula")
  const database = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result) })
  const all = database.transaction("events").objectStore("events").getAll()
  const waiting = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result) })
  database.close()
  return waiting.map((event) => event.kind)
}"""
CACHED = """async () => {
  const found = []
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname)
  }
  return found
}"""
READ = """async (id) => {
  const headers = {"X-Session": localStorage.getItem("tremula.second-half")}
  return (await fetch(`/api/sessions/${id}`, {headers})).json()
}"""
EXERCISES = ["ankles"]


@pytest.fixture
def context(make_context: Callable[..., BrowserContext]) -> BrowserContext:
    return make_context()


@pytest.fixture
def house(make_server: Callable[..., Server]) -> Server:
    return make_server("open")


@pytest.fixture
def begun(context: BrowserContext, house: Server) -> Practice:
    """A session of one exercise, some seconds into its second step, ready for a time without the server."""
    practice = practise(prepared(context), house, EXERCISES)
    expect(practice.page.get_by_text("Ready offline")).to_be_visible(timeout=20_000)
    practice.begin().press("ArrowRight").advance(4_000)
    all_is_confirmed(practice.page)
    return practice


def wait_until(page: Page, fits: Callable[[list[str]], bool]) -> None:
    """Until the kinds of the events that wait in the outbox fit."""
    for _ in range(300):
        if fits(page.evaluate(WAITING)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"these wait: {page.evaluate(WAITING)}")


def all_is_confirmed(page: Page) -> None:
    wait_until(page, lambda waiting: waiting == [])


def is_kept(page: Page, kind: str) -> None:
    """Until such an event is on the disk of the browser."""
    wait_until(page, lambda waiting: kind in waiting)


def session_id(page: Page) -> str:
    return page.url.partition("#id=")[2]


def goes_on(practice: Practice, step: str) -> None:
    """The page stands at the same step, paused; resumed, that step is offered again."""
    player = practice.page.locator(PLAYER)
    expect(player).to_have_attribute("data-state", "paused")
    expect(player).to_have_attribute("data-step", step)
    practice.press(" ")
    expect(player).to_have_attribute("data-state", "running")
    practice.advance(2_000)
    expect(player).to_have_attribute("data-step", step)


def record(page: Page, server: Server, id: str) -> list[Event]:
    """The record as the server has it, whole: no event lost, doubled or changed."""
    come_in(page, server)
    told = page.evaluate(READ, id)
    events = msgspec.convert(told["events"], list[Event])
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert broken_links(id, events) == []
    assert told["end"] == end_of(msgspec.convert(told["timeline"], Timeline), events)
    return events


def kinds(events: list[Event]) -> list[str]:
    """What a person or the device did, and how it ended; not which steps time led to."""
    return [event.kind for event in events if event.kind != "step"]


def test_a_reload_goes_on_at_the_same_step(begun: Practice, house: Server, context: BrowserContext) -> None:
    step, id = begun.now["step"], session_id(begun.page)
    begun.page.reload()
    goes_on(begun, step)
    all_is_confirmed(begun.page)
    assert kinds(record(context.new_page(), house, id)) == ["start", "skip", "gap", "resume"]


def test_a_crashed_tab_goes_on_at_the_same_step(
    begun: Practice, house: Server, context: BrowserContext
) -> None:
    step, address = begun.now["step"], begun.page.url
    house.stop(kill=True)
    begun.press("ArrowRight", "ArrowLeft")
    is_kept(begun.page, "back")
    with contextlib.suppress(PageError):
        begun.page.goto("chrome://crash", timeout=3_000)
    begun.page.close()
    begun.page = prepared(context)
    begun.page.goto(address)
    goes_on(begun, step)
    house.start()
    all_is_confirmed(begun.page)
    events = record(context.new_page(), house, session_id(begun.page))
    assert kinds(events) == ["start", "skip", "skip", "back", "gap", "resume"]


def test_a_killed_server_loses_nothing_and_gets_all_when_it_is_back(
    begun: Practice, house: Server, context: BrowserContext
) -> None:
    house.stop(kill=True)
    begun.press(" ", " ")
    begun.advance(1_000)
    expect(begun.page.locator(PLAYER)).to_have_attribute("data-state", "running")
    is_kept(begun.page, "resume")
    house.start()
    all_is_confirmed(begun.page)
    events = record(context.new_page(), house, session_id(begun.page))
    assert kinds(events) == ["start", "skip", "pause", "resume"]


def test_a_reload_while_the_server_is_gone_goes_on_at_the_same_step(
    begun: Practice, house: Server, context: BrowserContext
) -> None:
    step = begun.now["step"]
    house.stop(kill=True)
    begun.page.reload()
    goes_on(begun, step)
    begun.page.reload()
    goes_on(begun, step)
    is_kept(begun.page, "resume")
    house.start()
    all_is_confirmed(begun.page)
    events = record(context.new_page(), house, session_id(begun.page))
    assert kinds(events) == ["start", "skip", *["gap", "resume"] * 2]


def test_a_reload_after_the_server_was_started_anew_goes_on_without_a_login(
    begun: Practice, house: Server
) -> None:
    step = begun.now["step"]
    house.restart(kill=True)
    begun.page.reload()
    goes_on(begun, step)
    all_is_confirmed(begun.page)


def test_a_whole_session_without_the_server_arrives_in_the_end(
    begun: Practice, house: Server, context: BrowserContext
) -> None:
    house.stop(kill=True)
    length = sum(segment["length"] for segment in begun.timeline["segments"])
    begun.advance(length)
    expect(begun.page.locator(PLAYER)).to_have_attribute("data-state", "finished")
    id = session_id(begun.page)
    is_kept(begun.page, "finished")
    begun.page.close()
    house.start()
    page = context.new_page()
    come_in(page, house)
    all_is_confirmed(page)
    events = record(page, house, id)
    assert kinds(events) == ["start", "skip", "finished"]


def test_offline_a_reload_goes_on_and_stop_settles(begun: Practice, context: BrowserContext) -> None:
    step = begun.now["step"]
    context.set_offline(True)
    begun.page.reload()
    goes_on(begun, step)
    begun.press("Escape")
    expect(begun.page.locator(PLAYER)).to_have_attribute("data-state", "settling")
    context.set_offline(False)
    all_is_confirmed(begun.page)


def test_without_the_server_grounding_and_help_are_there(begun: Practice, house: Server) -> None:
    house.stop(kill=True)
    for path in ("/grounding", "/help/shaking"):
        begun.page.goto(house.url + path)
        expect(begun.page.get_by_role("heading", level=1)).to_be_visible()
        assert begun.page.evaluate("document.fonts.ready.then(() => document.styleSheets.length)") > 0


def test_a_second_tab_is_told_and_can_take_over(
    begun: Practice, house: Server, context: BrowserContext
) -> None:
    step, address = begun.now["step"], begun.page.url
    second = Practice(prepared(context), begun.timeline)
    second.page.goto(address)
    expect(second.page.get_by_text("open in another tab")).to_be_visible()
    begun.advance(500)
    assert begun.state == "running"
    second.page.locator('[data-do="take-over"]').click()
    goes_on(second, step)
    expect(begun.page.get_by_text("open in another tab")).to_be_visible()
    begun.press("ArrowRight")
    all_is_confirmed(second.page)
    assert kinds(record(context.new_page(), house, session_id(second.page))) == [
        "start",
        "skip",
        "gap",
        "resume",
    ]


def test_what_is_cached_holds_nothing_of_a_person(begun: Practice) -> None:
    paths = [path for path in begun.page.evaluate(CACHED) if not path.startswith("/static/")]
    assert sorted(paths) == ["/api/poses", "/complete", "/grounding", "/help/shaking", "/practise"]


def test_a_deleted_session_leaves_nothing_in_the_browser(begun: Practice, house: Server) -> None:
    page, id = begun.page, session_id(begun.page)
    page.goto(f"{house.url}/history/{id}")
    page.locator("#delete").click()
    page.locator("#sure [value=delete]").click()
    page.wait_for_url("**/history")
    page.goto(f"{house.url}/practise#id={id}")
    expect(page.get_by_text("There is no such session")).to_be_visible()


def test_a_session_that_another_browser_began_goes_on_here(
    begun: Practice, house: Server, make_context: Callable[..., BrowserContext]
) -> None:
    begun.advance(60_000)
    begun.press(" ")
    all_is_confirmed(begun.page)
    step = begun.now["step"]
    other = Practice(prepared(make_context()), begun.timeline)
    come_in(other.page, house)
    other.page.goto(begun.page.url)
    goes_on(other, step)


def test_a_record_that_breaks_off_says_how_far_one_came(begun: Practice, context: BrowserContext) -> None:
    begun.advance(120_000)
    assert begun.now["chapter"] == "ankles"
    steps = begun.page.evaluate("document.querySelector('tremula-player').dataset.step")
    events: list[Event] = []
    for _ in range(100):
        told = begun.page.evaluate(READ, session_id(begun.page))
        events = msgspec.convert(told["events"], list[Event])
        if events[-1].body.get("step") == steps:
            break
        begun.page.wait_for_timeout(50)
    states = {
        chapter.id: chapter.state for chapter in walked(msgspec.convert(begun.timeline, Timeline), events)
    }
    assert (states["arrive"], states["ankles"], states["rest"]) == ("partly", "partly", "skipped")
