"""In Chromium: RED and AMBER paths, somebody in the room, a hard next day, a spiral from end to end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playing import ARRIVE, Practice, open_player, prepared
from playwright.sync_api import BrowserContext, Page, expect
from serving import PASSPHRASE, Server, enter
from watching import axe

from tremula.core.safety.screening import Answer
from tremula.storage.store import Store
from tremula.storage.vault import Vault

STOPPED = """async ({id, append_token}) => {
  const told = [["start", 0], ["stop", 420000], ["settled", 421000]]
  const events = told.map(([kind, at], place) => ({seq: place + 1, kind, at}))
  const headers = {"Content-Type": "application/json", Authorization: `Bearer ${append_token}`}
  const body = JSON.stringify({device: "test", events})
  await fetch(`/api/sessions/${id}/events`, {method: "POST", headers, body})
}"""
"""A session that got as far as its exercises and was stopped there."""


ANSWER = """(panel, given) => {
  for (let turn = 0; turn < 2; turn++)
    for (const set of panel.querySelectorAll("fieldset:not(:disabled)")) {
      const value = given[set.querySelector("input").name] ?? "no"
      set.querySelector(`input[value=${value}]`).click()
    }
}"""
"""Twice, because an answer may bring a question behind it."""


def answer_all(page: Page, **others: Answer) -> None:
    """Go through the full questions, group by group; “no” but for `others`."""
    given = {"reachable": "yes"} | {id.replace("_", "-"): answer for id, answer in others.items()}
    page.get_by_role("button", name="Go on").first.click()
    while page.url.endswith("/screening"):
        panel = page.locator("[data-panel]:not([hidden])")
        panel.evaluate(ANSWER, given)
        last = panel.get_by_role("button", name="See what follows")
        if last.count():
            last.click()
            page.wait_for_url("**/screening/result")
            return
        panel.get_by_role("button", name="Go on").click()


def go_on(page: Page) -> None:
    """From the page before the session to the player, which is not begun."""
    page.get_by_role("button", name="Go on to the session").click()
    page.wait_for_url("**/practise*")
    expect(page.locator("tremula-player")).to_have_attribute("data-state", "ready")


def titles(page: Page) -> str:
    return page.locator("tremula-chapters").text_content() or ""


def test_red_closes_the_exercises_and_leaves_the_rest_open(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = enter_screened(page, make_server)
    page.goto(f"{server.url}/screening")
    answer_all(page, pregnancy="unsure")
    expect(page.get_by_role("heading", level=1)).to_have_text("For now: not alone")
    assert axe(page) == []
    expect(page.get_by_text("midwife")).to_be_visible()
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("For now: not alone")
    page.get_by_role("link", name="Read the exercises").click()
    page.get_by_role("link", name="Ankle stretch").click()
    expect(page.get_by_text("practising alone is closed for now")).to_be_visible()
    page.get_by_role("link", name="Grounding").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def enter_screened(page: Page, make_server: Callable[..., Server]) -> Server:
    server = make_server("open")
    enter(page, server)
    return server


def test_an_amber_session_really_lacks_the_postures(page: Page, make_server: Callable[..., Server]) -> None:
    server = enter_screened(page, make_server)
    page.goto(f"{server.url}/screening")
    answer_all(page, eyes="yes", high_pressure="yes", pressure_steady="yes")
    expect(page.get_by_role("heading", level=1)).to_have_text("You can practise, in a careful way")
    assert axe(page) == []
    page.get_by_role("link", name="To Today").click()
    page.get_by_role("button", name="Begin", exact=True).first.click()
    page.wait_for_url("**/before")
    assert axe(page) == []
    with page.expect_response(lambda answer: answer.url.endswith("/api/sessions")) as made:
        go_on(page)
    timeline = made.value.json()["timeline"]
    paths = [timeline["segments"], *timeline["branches"].values()]
    tags = {tag for path in paths for segment in path for tag in segment.get("tags", [])}
    assert tags.isdisjoint({"head-down", "wall-low"})
    assert "Wall sit" not in titles(page) and "Hip, pelvis" not in titles(page)
    assert "Ankle stretch" in titles(page)


def test_somebody_in_the_room_is_confirmed_each_time(page: Page, make_server: Callable[..., Server]) -> None:
    server = enter_screened(page, make_server)
    page.goto(f"{server.url}/screening")
    answer_all(page, dissociation="yes")
    page.get_by_role("link", name="Practise with somebody in the room").click()
    page.get_by_role("button", name="Go on to the session").click()
    expect(page.get_by_role("alert")).to_contain_text("who is with you")
    page.get_by_label("Name of the provider or therapist").fill("Ms Lind")
    page.get_by_role("button", name="Go on to the session").click()
    expect(page.get_by_role("alert")).to_contain_text("in the room now")
    assert axe(page) == []
    page.get_by_label("This person is here in the room").check()
    go_on(page)
    page.goto(f"{server.url}/before")
    assert page.get_by_label("Name of the provider or therapist").input_value() == ""


def test_not_today_offers_no_way_on(page: Page, make_server: Callable[..., Server]) -> None:
    server = enter_screened(page, make_server)
    page.goto(f"{server.url}/before")
    with page.expect_response("**/api/arrivals"):
        page.get_by_label("Does your body say no?").check()
    expect(page.get_by_text("Not today, then.")).to_be_visible()
    expect(page.get_by_text("Call your emergency number now")).to_be_hidden()
    page.get_by_label("Are you in a crisis").check()
    expect(page.get_by_text("Call your emergency number now")).to_be_visible()
    page.get_by_label("Are you in a crisis").uncheck()
    expect(page.get_by_role("button", name="Go on to the session")).to_be_hidden()
    assert axe(page) == []
    page.goto(server.url)
    expect(page.get_by_text("You said that something speaks against it")).to_be_visible()
    expect(page.get_by_role("button", name="Begin", exact=True)).to_have_count(0)


def test_after_and_the_next_day_lead_to_half(
    make_context: Callable[..., BrowserContext], make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    page = prepared(make_context())
    enter(page, server)
    page.evaluate(ARRIVE)
    page.evaluate("sessionStorage.setItem('tremula.begin', '{}')")
    with page.expect_response(lambda answer: answer.url.endswith("/api/sessions")) as made:
        open_player(page, server)
    page.evaluate(STOPPED, made.value.json())
    page.goto(server.url + (page.locator("[data-piece=rate]").get_attribute("href") or ""))
    page.get_by_role("group", name="How settled are you?").get_by_label("7", exact=True).check(force=True)
    page.get_by_label("One line, if you like").fill("Warm legs.")
    assert axe(page) == []
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is kind now")
    assert axe(page) == []
    session = page.url.rpartition("/")[2]
    age(server, session)
    enter(page, server)
    expect(page.get_by_role("heading", name="How are you today, after the session?")).to_be_visible()
    assert axe(page) == []
    for sign in ("Raw", "Slept badly"):
        page.get_by_label(sign).check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("So the shaking time is half")).to_be_attached()
    expect(page.get_by_text("Shaking: up to 1 minute 30 seconds")).to_be_visible()


def test_a_spiral_from_the_library_to_what_is_kind_now(
    make_context: Callable[..., BrowserContext], make_server: Callable[..., Server]
) -> None:
    server = make_server("open", history=True)
    page = enter(prepared(make_context()), server)
    page.goto(f"{server.url}/library/spiral")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.wait_for_url("**/before/spiral")
    page.get_by_role("button", name="Go on to the session").click()
    expect(page.get_by_role("alert")).to_contain_text("how large the worry is")
    rate(page, "How large is the worry", "5")
    rate(page, "How much distress", "3")
    page.get_by_role("button", name="Go on to the session").click()
    expect(page.get_by_role("alert")).to_contain_text("3 of 10")
    rate(page, "How large is the worry", "2")
    assert axe(page) == []
    with page.expect_response(lambda answer: answer.url.endswith("/api/sessions")) as made:
        go_on(page)
    practice = Practice(page, made.value.json()["timeline"]).begin()
    led = [one for one in practice.timeline["segments"] if one["chapter"] == "spiral"]
    assert sum(one["length"] for one in led) <= 300_000
    heard = through(practice)
    assert any("spiral turning" in text for text in heard) and any(
        "see in the room" in text for text in heard
    )
    page.locator("[data-piece=rate]").click()
    rate(page, "How much distress", "6")
    assert axe(page) == []
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("First, settle")
    expect(page.locator("main").get_by_role("link", name="Grounding")).to_be_visible()


def rate(page: Page, question: str, value: str) -> None:
    page.get_by_role("group", name=question).get_by_label(value, exact=True).check(force=True)


def through(practice: Practice) -> list[str]:
    """Let the whole session go by, answering nothing; what was said."""
    for _ in range(400):
        if practice.state == "finished":
            return practice.spoken
        practice.advance(3_000)
    raise AssertionError(f"it never ended: {practice.now}")


def age(server: Server, session: str) -> None:
    """As if the session had been yesterday."""
    server.stop()
    vault = Vault(server.data)
    vault.claim()
    vault.unlock(PASSPHRASE)
    store = Store.open(vault)
    yesterday = (datetime.now(UTC) - timedelta(hours=24)).isoformat(timespec="milliseconds")
    store.write_sync(lambda tx, id: tx._update_session(id, begun=yesterday), session)  # type: ignore[attr-defined]
    store.close()
    vault.close()
    server.start()


def test_a_safety_plan_is_written_printed_and_changed(page: Page, make_server: Callable[..., Server]) -> None:
    server = enter_screened(page, make_server)
    page.goto(f"{server.url}/safety-plan")
    page.get_by_role("button", name="Write it").click()
    page.get_by_label("What helps me").fill("A walk\n\n  Music ")
    page.get_by_role("button", name="Add somebody").click()
    page.get_by_label("Phone").fill("+34 600 1")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert")).to_contain_text("a name")
    page.get_by_label("Name").fill("Ana")
    assert axe(page) == []
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name="Print it")).to_be_visible()
    assert page.get_by_role("listitem").filter(has_text="Music").count() == 1
    expect(page.get_by_role("link", name="+34 600 1")).to_be_visible()
