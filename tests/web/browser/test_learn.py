"""In Chromium: Learn and help can be read, heard and worked by keyboard; the day moves only when asked to."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect
from serving import Server, enter
from watching import axe

PAGES = (
    "/learn",
    "/learn/energy-and-rest",
    "/learn/what-is-claimed",
    "/learn/glossary",
    "/help/kinds",
    "/help/first-call",
    "/help/first-steps",
    "/letter",
)
VOICE = """(() => {
  const said = (window.said = [])
  const voice = { name: "Own", lang: "en-GB", localService: true, default: true }
  const remote = { name: "Cloud", lang: "en-US", localService: false, default: true }
  const synth = new EventTarget()
  synth.getVoices = () => [remote, voice]
  synth.cancel = () => {}
  synth.speak = (one) => {
    said.push(`${one.voice.name}: ${one.text}`)
    setTimeout(() => one.onend(), 5)
  }
  Object.defineProperty(window, "speechSynthesis", { value: synth })
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
})()"""
WIDER = "document.documentElement.scrollWidth > innerWidth"


def marker(page: Page) -> str:
    return page.locator("svg[data-state=regulated] .day-now").get_attribute("transform") or ""


def radius(page: Page) -> str:
    return page.locator("svg[data-state=regulated] .day-heart").get_attribute("r") or ""


def test_pages_are_right_on_a_small_dark_phone_and_at_twice_the_size(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = make_context(viewport={"width": 360, "height": 640}, color_scheme="dark").new_page()
    enter(page, server)
    for path in PAGES:
        page.goto(server.url + path)
        assert axe(page) == [], path
        page.evaluate("document.documentElement.style.fontSize = '225%'")
        assert not page.evaluate(WIDER), path


def test_the_day_goes_by_when_asked_and_follows_the_keys(entered: Page, server: Server) -> None:
    page = entered
    page.goto(f"{server.url}/learn/energy-and-rest")
    still = marker(page)
    play = page.get_by_role("button", name="Let the day go by")
    play.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_function(
        "(was) => document.querySelector('.day-now').getAttribute('transform') !== was", arg=still
    )
    page.keyboard.press("Enter")
    expect(play).to_be_visible()
    slider = page.get_by_role("slider", name="Time of day")
    slider.focus()
    page.keyboard.press("End")
    assert page.locator("#day-clock").text_content() == "24:00"
    expect(page.locator("[data-says=on]")).to_contain_text("Pulse fast")
    expect(page.locator("[data-says=off]")).to_contain_text("Pulse slow")
    page.keyboard.press("Home")
    assert marker(page) == still
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row", name="18:00 Sport")).to_contain_text("Pulse fast")


def test_with_less_motion_the_picture_stands_still_and_the_slider_stays(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = make_context(reduced_motion="reduce").new_page()
    page.goto(f"{server.url}/learn/energy-and-rest")
    slider = page.get_by_role("slider", name="Time of day")
    expect(slider).to_be_visible()
    expect(page.locator("#day-play")).to_be_hidden()
    before, heart = marker(page), radius(page)
    slider.fill("18")
    assert marker(page) != before
    assert radius(page) == heart


def test_a_page_is_read_aloud_by_this_computers_voice_alone(
    make_context: Callable[..., BrowserContext], server: Server
) -> None:
    context = make_context()
    context.add_init_script(VOICE)
    page = context.new_page()
    page.goto(f"{server.url}/learn/what-is-claimed")
    page.get_by_role("button", name="Read it to me").click()
    expect(page.locator("#aloud-status")).to_have_text("Read to the end.")
    said = page.evaluate("said")
    assert said[0] == "Own: What is claimed, and what is known"
    assert said.index("Own: The article’s own claim, not ours") < said.index("Own: “It is safe at home.”")
    assert all(each.startswith("Own: ") for each in said)
    assert page.locator("[data-read]").count() == len(said)


def test_without_a_local_voice_nothing_is_offered(page: Page, server: Server) -> None:
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    page.goto(f"{server.url}/learn/trauma")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#read-aloud")).to_be_hidden()


def test_kinds_are_filtered_by_keyboard_and_their_questions_put_on_a_sheet(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/help/kinds")
    page.get_by_label("How you meet").focus()
    page.keyboard.type("By phone")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Show", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/kinds?*way=phone*")
    expect(page.get_by_text("2 of 14 kinds of help")).to_be_visible()
    page.get_by_label("Put its questions on my sheet").nth(1).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Questions for the first call").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Are you licensed where I live?")).to_be_visible()
    expect(page.get_by_role("heading", name="Crisis line")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_text("What does it cost, and who pays for it?")).to_be_visible()
    expect(page.get_by_role("button", name="Print it")).to_be_hidden()


def test_first_steps_lead_to_kinds_and_keep_nothing_unless_asked(entered: Page, server: Server) -> None:
    page = entered
    page.goto(f"{server.url}/help/first-steps")
    question = page.locator("[data-id=q1]")
    expect(question).to_be_hidden()
    page.locator("[name='form.exposure'][value='1']").check()
    expect(question).to_be_visible()
    for number in range(1, 6):
        page.locator(f"[name='form.q{number}'][value='1']").check()
    page.locator("[value=memories]").check()
    page.get_by_role("button", name="See what follows").press("Enter")
    expect(page.get_by_role("heading", name="What to look at first")).to_be_focused()
    first = page.locator("#suggested > li").first
    expect(first).to_contain_text("Prolonged exposure")
    expect(first).to_contain_text("four or five of the five")
    expect(page.get_by_text("not a finding about you").last).to_be_visible()
    assert page.url == f"{server.url}/help/first-steps"
    assert axe(page) == []
    page.get_by_role("button", name="Do not keep them").click()
    expect(page.get_by_text("Nothing was kept.")).to_be_visible()
    page.reload()
    expect(page.locator("#kept-note")).to_have_count(0)
    expect(page.locator("[value=memories]")).not_to_be_checked()
    page.locator("[value=body]").check()
    page.get_by_role("button", name="See what follows").click()
    page.get_by_role("button", name="Keep them", exact=True).click()
    expect(page.get_by_text("Kept. You can forget them")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="See what follows from them").click()
    expect(page.locator("#suggested > li").first).to_contain_text("Your own doctor")
    page.get_by_role("button", name="Back to the questions").click()
    page.get_by_role("button", name="Forget them").click()
    expect(page.locator("#kept-note")).to_have_count(0)


def test_the_letter_is_turned_on_and_off_and_settings_know(entered: Page, server: Server) -> None:
    page = entered
    page.goto(f"{server.url}/letter")
    page.get_by_role("button", name="Write me one each week").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your week from Monday")
    with page.expect_download() as file:
        page.get_by_role("link", name="Keep it as a file").click()
    assert file.value.suggested_filename.startswith("tremula-letter-")
    page.goto(f"{server.url}/settings")
    expect(page.locator("[name=letter][value=weekly]")).to_be_checked()
    page.locator("[name=letter][value=off]").check()
    expect(page.locator("#saved")).to_have_text("Kept.")
    page.goto(f"{server.url}/letter")
    expect(page.get_by_role("button", name="Write me one each week")).to_be_visible()
