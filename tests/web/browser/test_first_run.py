"""The first run and the ways back in, by keyboard alone, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page
from serving import PASSPHRASE, Server, make_vault
from watching import axe


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what is called so; as a person would, who never touches the mouse."""
    named = """() => { const e = document.activeElement; const label = e.labels?.[0] ?? e
      return (e.ariaLabel || label.innerText || '').replace(/\\s+/g, ' ').trim() }"""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(named).startswith(name):
            return
    raise AssertionError(f"no way to {name} by keyboard")


def press(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    tab_to(page, label)
    page.keyboard.type(text)


def heading(page: Page, text: str) -> None:
    page.get_by_role("heading", level=1, name=text).wait_for()
    page.wait_for_load_state()
    assert axe(page) == []


def test_a_person_sets_up_by_keyboard_alone(page: Page, make_server: Callable[..., Server]) -> None:
    server = make_server("new")
    page.goto(server.first)
    heading(page, "Welcome")
    assert "launch" not in page.url
    write(page, "Choose a passphrase", "short")
    page.keyboard.press("Enter")
    page.get_by_text("at least 12 characters", exact=False).last.wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type(PASSPHRASE)
    write(page, "The same passphrase again", PASSPHRASE)
    page.keyboard.press("Enter")
    heading(page, "Your recovery code")
    code = page.locator("#recovery-code").inner_text()
    press(page, "I have written it down")
    heading(page, "Type the code once")
    write(page, "Recovery code", "0000-0000-0000-0000-0000-0000-0000")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="recovery code").wait_for()
    write_again(page, code.lower())
    heading(page, "What this is, and what it is not")
    press(page, "Go on")
    heading(page, "What is known, and what is not")
    press(page, "Go on")
    heading(page, "Is it wise for you to practise alone?")
    answer_no(page)
    heading(page, "Today")
    assert server.health()["vault"] == "open"
    assert code not in (server.data.parent / "server.log").read_text()


def write_again(page: Page, code: str) -> None:
    """The field that was wrong has the focus or is one step away; write over what stands there."""
    page.locator("#code").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def answer_no(page: Page) -> None:
    """First without any answer, which is told; then “no” to each question with the arrow keys and Space."""
    press(page, "Go on")
    page.get_by_role("alert").filter(has_text="no answer yet").wait_for()
    assert page.evaluate("document.activeElement.name") == "crisis"
    count = page.locator(".questions > li").count()
    for _ in range(count):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    assert page.locator(".questions input[value=no]:checked").count() == count
    page.keyboard.press("Enter")


def test_not_sure_leads_to_reading_and_never_to_a_dead_end(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("open", screened=False)
    page.goto(server.first)
    heading(page, "What this is, and what it is not")
    page.goto(f"{server.url}/welcome#questions")
    for name in page.eval_on_selector_all(".questions input[value=no]", "all => all.map(e => e.name)"):
        page.check(f"input[name={name}][value={'unsure' if name == 'heart' else 'no'}]")
    page.get_by_role("button", name="Go on").click()
    heading(page, "For now: reading and grounding")
    assert page.get_by_text("Ask your doctor").is_visible()
    page.get_by_role("link", name="Answer the questions again").click()
    page.locator("input[name=heart][value=unsure]:checked").wait_for()
    page.check("input[name=heart][value=no]")
    page.get_by_role("button", name="Go on").click()
    heading(page, "Today")


def test_a_passphrase_never_gets_into_the_address(
    make_context: Callable[..., BrowserContext], make_server: Callable[..., Server]
) -> None:
    server = make_server("locked")
    page = make_context(java_script_enabled=False).new_page()
    page.goto(server.url)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open").click()
    assert page.url == f"{server.url}/"


def test_a_spent_link_leads_to_the_passphrase(page: Page, make_server: Callable[..., Server]) -> None:
    server = make_server("locked")
    page.goto(server.first)
    heading(page, "Open tremula")
    page.goto("about:blank")
    page.context.clear_cookies()
    page.goto(server.first)
    heading(page, "Open tremula")
    assert "launch" not in page.url
    write(page, "Passphrase", PASSPHRASE)
    page.keyboard.press("Enter")
    heading(page, "Today")


def test_the_recovery_code_opens_and_a_new_passphrase_can_be_chosen(page: Page, tmp_path: object) -> None:
    data = tmp_path / "served" / "data"  # type: ignore[operator]
    data.parent.mkdir()
    code = make_vault(data)
    server = Server(data).start()
    try:
        page.goto(server.url)
        heading(page, "Open tremula")
        press(page, "Use my recovery code")
        heading(page, "Open with the recovery code")
        write(page, "Recovery code", code)
        page.keyboard.press("Enter")
        heading(page, "Today")
    finally:
        server.stop()


def test_a_page_that_was_asked_for_comes_after_the_passphrase(
    page: Page, make_server: Callable[..., Server]
) -> None:
    server = make_server("locked")
    page.goto(f"{server.url}/library/fold")
    heading(page, "Open tremula")
    write(page, "Passphrase", PASSPHRASE)
    page.keyboard.press("Enter")
    heading(page, "Hip, pelvis and upper-leg stretch")
