"""Questionnaires in a real Chromium: by keyboard, by thumb, after a crash, and the support they lead to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from serving import ROOT, Server, enter
from watching import axe

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True}
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LARGE_ENOUGH = """() => [...document.querySelectorAll('main label, main button, main a.button')]
  .filter((e) => e.checkVisibility())
  .filter((e) => { const r = e.getBoundingClientRect(); return r.height < 44 || r.width < 40 })
  .map((e) => e.outerHTML.slice(0, 90))"""


def opened(page: Page, server: Server, form: str, query: str = "?early=yes") -> Page:
    page.goto(f"{server.url}/questionnaires/{form}{query}")
    page.locator("#count").filter(has_text="answered").wait_for()
    return page


def test_the_keyboard_alone_fills_in_a_form_with_a_key_for_each_question(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    opened(enter(page, server), server, "gad-7")
    page.locator("input[name=q1]").first.focus()
    for key in "2101210":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent.trim()") == "See what it says"
    expect(page.locator("#count")).to_have_text("7 of 7 answered.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What your answers say")
    expect(page.locator(".value")).to_contain_text("7 of 0 to 21")


def test_a_thumb_fills_it_in_on_a_small_phone(
    make_context: Callable[..., BrowserContext], make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    phone = opened(enter(make_context(**PHONE).new_page(), server), server, "peg")
    assert phone.evaluate(OVERFLOW) == 0
    assert phone.evaluate(LARGE_ENOUGH) == []
    for name, value in (("q1", 5), ("q2", 4), ("q3", 6)):
        phone.locator(f"[data-item={name}] label").nth(value).tap()
    phone.get_by_role("button", name="See what it says").tap()
    expect(phone.locator(".value")).to_contain_text("5 of 0 to 10")
    assert phone.evaluate(OVERFLOW) == 0


def test_what_was_answered_is_there_again_after_the_browser_died(
    make_context: Callable[..., BrowserContext], make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    first = make_context()
    page = opened(enter(first.new_page(), server), server, "phq-15")
    for n in (1, 2, 3):
        page.locator(f"input[name=q{n}][value='2']").check(force=True)
        expect(page.locator("#kept")).to_have_text("Kept.")
    first.close()
    page = opened(enter(make_context().new_page(), server), server, "phq-15")
    expect(page.locator("#count")).to_have_text("3 of 15 answered.")
    page.goto(f"{server.url}/questionnaires")
    expect(page.get_by_text("Begun, and not done yet.")).to_have_count(1)


def test_an_answer_that_could_not_be_kept_is_told_and_kept_as_soon_as_it_can(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    opened(enter(page, server), server, "gad-7")
    page.route(
        "**/draft",
        lambda route: route.fulfill(status=503, json={"error": {"code": "locked", "words": "Locked."}}),
    )
    page.locator("input[name=q1][value='3']").check(force=True)
    expect(page.locator("#trouble")).to_contain_text("Not kept yet. Locked.")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    page.unroute("**/draft")
    expect(page.locator("#kept")).to_have_text("Kept.")
    expect(page.locator("#trouble")).to_have_text("")
    page.reload()
    expect(page.locator("input[name=q1][value='3']")).to_be_checked()


def test_kept_is_said_only_when_nothing_is_on_its_way(page: Page, make_server: Callable[..., Server]) -> None:
    server = make_server("open")
    opened(enter(page, server), server, "gad-7")
    page.locator("input[name=q1][value='1']").check(force=True)
    expect(page.locator("#kept")).to_have_text("Kept.")
    held: list[Route] = []
    page.route("**/draft", lambda route: held.append(route))

    def let_one_go() -> None:
        while not held:
            page.wait_for_timeout(20)
        assert page.locator("#kept").text_content() == ""
        held.pop().continue_()

    for n in (2, 3):
        page.locator(f"input[name=q{n}][value='1']").check(force=True)
    let_one_go()
    let_one_go()
    expect(page.locator("#kept")).to_have_text("Kept.")
    assert held == []


def test_what_could_not_be_sent_is_kept_as_a_draft_as_soon_as_it_can(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    opened(enter(page, server), server, "gad-7")
    away = {"status": 503, "json": {"error": {"code": "locked", "words": "Locked."}}}
    page.route("**/draft", lambda route: route.fulfill(**away))
    page.route("**/answers", lambda route: route.fulfill(**away))
    page.locator("input[name=q1][value='3']").check(force=True)
    expect(page.locator("#trouble")).to_contain_text("Not kept yet. Locked.")
    page.get_by_role("button", name="See what it says").click()
    page.get_by_role("button", name="Leave them out").click()
    expect(page.get_by_role("alert")).to_contain_text("Locked.")
    page.unroute("**/draft")
    expect(page.locator("#kept")).to_have_text("Kept.")
    page.reload()
    expect(page.locator("input[name=q1][value='3']")).to_be_checked()


def test_support_stands_under_the_answer_that_asks_for_it_at_once(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    opened(enter(page, server), server, "phq-9")
    here = page.locator("[data-item=q9]")
    expect(here.get_by_role("link", name="Grounding")).to_have_count(0)
    page.locator("input[name=q9][value='1']").check(force=True)
    expect(here.get_by_role("status")).to_contain_text("You do not have to carry that alone.")
    here.get_by_role("link", name="People and numbers to call").click()
    page.wait_for_url("**/grounding#people")
    page.go_back()
    expect(here.get_by_role("link", name="My safety plan")).to_be_visible()
    page.locator("input[name=q9][value='0']").check(force=True)
    expect(here.get_by_role("link", name="Grounding")).to_have_count(0)


def test_the_result_begins_with_support_and_the_lines_of_the_country(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    opened(enter(page, server), server, "phq-9")
    page.locator("input[name=q9][value='2']").check(force=True)
    page.get_by_role("button", name="See what it says").click()
    page.get_by_role("button", name="Leave them out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Talk to somebody now")
    first = page.locator("main a").first
    expect(first).to_have_text("People and numbers to call")
    expect(page.locator("main")).to_contain_text("No score: 8 answers are missing.")
    assert axe(page) == []


def test_questions_that_follow_come_only_when_they_are_asked(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    opened(enter(page, server), server, "pc-ptsd-5")
    follow = page.locator("[data-item=q1]")
    expect(follow).to_be_hidden()
    page.locator("input[name=exposure][value='1']").check(force=True)
    expect(follow).to_be_visible()
    page.locator("input[name=q1][value='1']").check(force=True)
    page.locator("input[name=exposure][value='0']").check(force=True)
    expect(page.locator("#count")).to_have_text("1 of 1 answered.")
    page.get_by_role("button", name="See what it says").click()
    expect(page.locator(".value")).to_contain_text("0 of 0 to 5")


def test_one_time_is_deleted_only_after_asking(page: Page, make_server: Callable[..., Server]) -> None:
    server = make_server("open")
    opened(enter(page, server), server, "peg")
    page.locator("input[name=q1][value='3']").check(force=True)
    page.get_by_role("button", name="See what it says").click()
    page.get_by_role("button", name="Leave them out").click()
    page.get_by_role("button", name="Delete the answers of").click()
    expect(page.locator("[value=keep]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What your answers say")
    page.get_by_role("button", name="Delete the answers of").click()
    page.get_by_role("button", name="Delete them").click()
    page.wait_for_url("**/questionnaires/peg")


def test_a_screen_reader_hears_question_answers_and_ends(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    opened(enter(page, server), server, "peg")
    group = page.get_by_role(
        "group", name="1. What number best describes your pain on average in the past week?"
    )
    expect(group.get_by_role("radio")).to_have_count(11)
    expect(group.get_by_role("radio", name="10, Pain as bad as you can imagine")).to_be_attached()
    page.goto(f"{server.url}/questionnaires/phq-9")
    group = page.get_by_role("group", name="9. Thoughts that you would be better off dead")
    expect(group.get_by_role("radio", name="Nearly every day")).to_be_attached()


def test_what_is_on_its_way_does_not_bring_a_draft_back(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    opened(enter(page, server), server, "peg")
    page.route("**/draft", lambda route: (page.wait_for_timeout(400), route.continue_()))
    for name in ("q1", "q2", "q3"):
        page.locator(f"input[name={name}][value='3']").check(force=True)
    page.get_by_role("button", name="See what it says").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What your answers say")
    page.goto(f"{server.url}/questionnaires")
    expect(page.get_by_text("Last on")).to_have_count(1)
    expect(page.get_by_text("Begun, and not done yet.")).to_have_count(0)


def test_a_licensed_form_is_brought_from_a_file_and_all_answers_are_taken_along(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open")
    enter(page, server).goto(f"{server.url}/questionnaires/bring")
    page.get_by_role("button", name="Bring it").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file, or write the text into the field.")
    page.get_by_label("A text file").set_input_files(str(ROOT / "packs/who-5/who-5.txt"))
    expect(page.get_by_label("Or write it here")).to_have_value(re.compile("questionnaire: who-5"))
    page.get_by_role("button", name="Bring it").click()
    page.wait_for_url("**/questionnaires/who-5")
    page.locator("#count").filter(has_text="answered").wait_for()
    page.locator("input[name=q1]").first.focus()
    for key in "32314":
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator(".value")).to_contain_text("52 of 0 to 100")
    page.get_by_role("link", name="All questionnaires").click()
    page.get_by_text("Take your answers along").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    bundle = json.loads(download.value.path().read_text())
    assert [one["resource"]["resourceType"] for one in bundle["entry"]] == [
        "Questionnaire",
        "QuestionnaireResponse",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    make_context: Callable[..., BrowserContext], make_server: Callable[..., Server], scheme: str
) -> None:
    server = make_server("open", history=True)
    page = enter(make_context(**PHONE, color_scheme=scheme).new_page(), server)
    found = {}
    for path in ("", "/phq-9", "/maia-2", "/peg", "/bring"):
        page.goto(f"{server.url}/questionnaires{path}")
        page.wait_for_load_state("networkidle")
        found[path] = axe(page), page.evaluate(OVERFLOW)
    opened(page, server, "pcl-5")
    page.locator("input[name=q16][value='4']").check(force=True)
    found["with support"] = axe(page), page.evaluate(OVERFLOW)
    for n in range(1, 21):
        page.locator(f"input[name=q{n}][value='3']").check(force=True)
    page.get_by_role("button", name="See what it says").click()
    page.get_by_role("heading", name="First of all").wait_for()
    found["result"] = axe(page), page.evaluate(OVERFLOW)
    page.goto(f"{server.url}/questionnaires/pcl-5")
    page.get_by_role("heading", name="It is a little early").wait_for()
    found["early"] = axe(page), page.evaluate(OVERFLOW)
    assert found == {name: ([], 0) for name in found}
