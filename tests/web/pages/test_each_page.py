"""What holds for every page, in every state of the vault."""

import re

import pytest
from looking import Looked, against_the_policy
from visitor import Visitor

from tremula.web.pages.welcome import QUESTIONS

PUBLIC = {
    "/grounding": "Grounding",
    "/help/shaking": "If the shaking does not stop",
    "/evidence": "What is known, and what is not",
    "/differences": "Where we differ, and why",
    "/intended-use": "What tremula is for, and what not",
    "/learn": "Learn",
    "/learn/trauma": "What trauma is",
    "/learn/energy-and-rest": "Between energy and rest",
    "/learn/what-may-change": "Twelve things people hope will change",
    "/learn/glossary": "Words in plain language",
    "/help/kinds": "Kinds of help",
    "/help/first-call": "Questions for the first call",
}
INSIDE = {
    "/": "Today",
    "/welcome": "What this is, and what it is not",
    "/library": "The eight exercises",
    "/library/wall-sit": "Wall sit",
    "/library/spiral": "Spiral",
    "/library/settle": "Settling",
    "/record": "My record",
    "/history": "Sessions",
    "/progress": "Progress",
    "/progress/days": "Day by day",
    "/body-map": "Where do you feel it?",
    "/body-map/past": "Body maps",
    "/check-in": "How is today?",
    "/check-in/yesterday": "How was yesterday?",
    "/check-in/own": "Make the check-in yours",
    "/self-care": "Self-care",
    "/schedule": "Schedule",
    "/questionnaires": "Questionnaires",
    "/questionnaires/phq-9": "How often low mood and what goes with it have bothered you.",
    "/questionnaires/own-sleep": "How your nights were this week.",
    "/questionnaires/bring": "Bring a questionnaire",
    "/safety-plan": "My safety plan",
    "/screening": "Questions about your health",
    "/help/first-steps": "Where to begin",
    "/letter": "A weekly letter",
    "/journal": "Journal",
    "/your-data": "Your data",
    "/journal/write": "Write",
    "/journal/hard": "Writing about what happened",
    "/settings": "Settings",
}
CLAIMS = r"\b(cures?|heals?|healing|proven|guarantee\w*|congratulat\w*|well done|great job|streaks?)\b"


@pytest.fixture(scope="module")
def practising(resident: Visitor) -> Visitor:
    answers = {question.id: "no" for question in QUESTIONS}
    assert resident.ask("POST", "/api/screening", {"answers": answers}).status_code == 200
    return resident


def heading(page: Looked, html: str) -> str:
    found = re.search(r"<h1[^>]*>([^<]*)", html)
    assert found, page.words
    return found[1]


@pytest.mark.parametrize(("path", "title"), [*PUBLIC.items(), *INSIDE.items()])
def test_a_page_is_whole(practising: Visitor, path: str, title: str) -> None:
    answer = practising.visit(path)
    page = Looked(answer.text)
    assert answer.status_code == 200
    assert heading(page, answer.text) == title
    assert against_the_policy(page) == []
    assert "/grounding" in page.links()
    assert "/help/shaking" in page.links()
    assert "Independent of any trainer or organisation" in page.words
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert sorted(set(ids)) == sorted(ids)
    assert page.links()[0] == "#main" and "main" in ids
    assert page.all("html") == [{"lang": "en"}]


@pytest.mark.parametrize("path", [*PUBLIC, *INSIDE])
def test_a_page_claims_nothing_and_praises_nobody(practising: Visitor, path: str) -> None:
    assert re.findall(CLAIMS, Looked(practising.visit(path).text).words, re.I) == []


@pytest.mark.parametrize("path", [*PUBLIC, *INSIDE])
def test_every_link_of_ours_leads_somewhere(practising: Visitor, path: str) -> None:
    page = Looked(practising.visit(path).text)
    inner = {link.partition("#")[0] for link in page.links() if link.startswith("/")}
    assert {link: practising.visit(link).status_code for link in inner} == dict.fromkeys(inner, 200)


@pytest.mark.parametrize("path", list(INSIDE))
def test_a_stranger_sees_only_the_way_in(practising: Visitor, path: str) -> None:
    answer = practising.ask("GET", path, headers={"cookie": None, "x-session": None, "origin": None})
    page = Looked(answer.text)
    assert heading(page, answer.text) == "Open tremula"
    assert against_the_policy(page) == []
    assert {"/library", "/history", "/settings"}.isdisjoint(page.links())


@pytest.mark.parametrize("path", list(PUBLIC))
def test_grounding_and_help_need_nobody_let_in(stranger: Visitor, path: str) -> None:
    assert stranger.visit(path).status_code == 200


def test_a_new_vault_leads_whoever_came_by_the_link_to_set_it_up(stranger: Visitor) -> None:
    assert "has not been set up" in stranger.visit("/").text
    stranger.enter(launch=stranger.house.entries.launch())
    led = stranger.visit("/")
    assert (led.status_code, led.headers["location"]) == (303, "/welcome")
    page = Looked(stranger.visit("/welcome").text)
    assert "Who else uses this computer?" in page.words
    assert against_the_policy(page) == []
    assert next(each["value"] for each in page.all("input") if each.get("name") == "who") == "others"


def test_a_locked_vault_asks_for_the_passphrase_everywhere(person: Visitor) -> None:
    person.ask("POST", "/api/lock")
    for path in ("/", "/history", "/settings", "/library/ankles"):
        page = Looked(person.visit(path).text)
        assert "What you keep here is locked" in page.words
        assert "Use my recovery code" in page.words
        assert against_the_policy(page) == []


@pytest.mark.parametrize("path", ["/settings", "/welcome"])
def test_no_form_sends_anything_by_itself(practising: Visitor, path: str) -> None:
    forms = Looked(practising.visit(path).text).all("form")
    assert {form.get("method") for form in forms} == {"dialog"}


def test_what_is_not_there_is_told_calmly(practising: Visitor) -> None:
    for path in ("/library/nothing", "/history/nothing", "/history/0192f3f0-0000-7000-8000-000000000000"):
        answer = practising.visit(path)
        assert answer.status_code == 404
        assert "There is nothing at this address." in answer.text
        assert against_the_policy(Looked(answer.text)) == []


def test_a_demonstration_says_so_on_every_page(practising: Visitor) -> None:
    practising.house.demo = True
    try:
        pages = {
            path: "invented person" in practising.visit(path).text for path in (*PUBLIC, *INSIDE, "/practise")
        }
    finally:
        practising.house.demo = False
    assert pages == dict.fromkeys(pages, True)
    assert "invented person" not in practising.visit("/").text


def test_the_player_is_within_the_policy(practising: Visitor) -> None:
    page = Looked(practising.visit("/practise").text)
    assert page.all("tremula-player")
    assert against_the_policy(page) == []


@pytest.mark.parametrize(("available", "choices"), [(True, ["others", "nobody"]), (False, ["others"])])
def test_the_keyring_is_offered_where_there_is_one(
    stranger: Visitor, monkeypatch: pytest.MonkeyPatch, available: bool, choices: list[str]
) -> None:
    monkeypatch.setattr(type(stranger.house.vault), "keyring_available", available)
    stranger.enter(launch=stranger.house.entries.launch())
    page = Looked(stranger.visit("/welcome").text)
    assert [each["value"] for each in page.all("input") if each.get("name") == "who"] == choices
    assert ("no keyring" in page.words) is not available
