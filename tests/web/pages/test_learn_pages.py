"""Learn, kinds of help, where to begin and the letter, as the server makes them: nothing kept unasked."""

from __future__ import annotations

import re
from typing import Any

import pytest
from looking import Looked
from visitor import Visitor

from tremula.actions.ports import AnswerRow, Tx
from tremula.actions.screening import FullScreening, screen

YES = {"exposure": 1, "q1": 1, "q2": 1, "q3": 1, "q4": 1, "q5": 0}
ALL = {"form": YES, "plain": {"want": "memories", "have": "nobody", "fit": "any"}}


def everything_kept(visitor: Visitor) -> str:
    """Every answer and setting of the vault, as text."""

    def read(tx: Tx, command: None) -> str:
        rows = [repr(row) for row in tx.answers("first-steps", "screening", "arrival", "after", "check")]
        return f"{rows} {dict(tx.settings())}"

    return visitor.house.store.read_sync(read, None)


def suggested(visitor: Visitor, body: dict[str, Any], method: str = "POST") -> list[str]:
    answer = visitor.ask(method, "/api/first-steps", body)
    assert answer.status_code == 200, answer.text
    return [each["kind"] for each in answer.json()["kinds"]]


@pytest.mark.parametrize("path", ["/learn/nothing", "/learn/day", "/learn/TRAUMA"])
def test_a_page_that_is_not_there_is_told(stranger: Visitor, path: str) -> None:
    assert stranger.visit(path).status_code == 404


def test_every_page_is_linked_has_its_sources_and_marks_the_claims(stranger: Visitor) -> None:
    links = [link for link in Looked(stranger.visit("/learn").text).links() if link.startswith("/learn/")]
    pages = stranger.house.guidance.teaching.learning.pages
    assert links[: len(pages)] == [f"/learn/{id}" for id in pages]
    for id, told in pages.items():
        page = Looked(stranger.visit(f"/learn/{id}").text)
        marks = [link for link in page.links() if link.startswith("#source-")]
        assert len(marks) == sum(len(part.lines) for part in told.parts)
        ids = {attributes.get("id") for _, attributes in page.tags}
        assert {mark[1:] for mark in marks} <= ids
        claims = sum(line.claim is not None for part in told.parts for line in part.lines)
        assert page.words.count("The article’s own claim, not ours") == len(page.all("blockquote")) == claims


def test_the_day_is_drawn_told_and_tabled(stranger: Visitor) -> None:
    page = Looked(stranger.visit("/learn/energy-and-rest").text)
    pictures = [each for each in page.all("svg") if "data-state" in each]
    assert [each["data-state"] for each in pictures] == ["regulated", "on", "off"]
    assert all(each["role"] == "img" and "pulse" in each["aria-label"].lower() for each in pictures)
    day = stranger.house.guidance.teaching.day
    assert day.text in page.words
    assert page.words.count("Pulse ") >= 3 * len(day.hours)
    assert not page.all("animate") and not page.all("animateTransform")


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 14),
        ("?way=phone", 2),
        ("?price=free", 2),
        ("?group=medicine&price=low", 1),
        ("?way=x", 0),
        ("?colour=blue", 14),
    ],
)
def test_kinds_are_filtered_by_the_address(stranger: Visitor, asked: str, count: int) -> None:
    page = Looked(stranger.visit(f"/help/kinds{asked}").text)
    assert f"{count} of 14 kinds of help" in page.words
    assert len([each for each in page.all("li") if "kind" in each.get("class", "").split()]) == count


def test_what_stands_in_the_address_is_never_put_into_the_page(stranger: Visitor) -> None:
    for path in ("/help/kinds?way=<script>alert(1)</script>", "/help/first-call?kind=<b>x</b>"):
        assert "alert(1)" not in stranger.visit(path).text
        assert "<b>x" not in stranger.visit(path).text


def test_the_sheet_holds_the_questions_of_the_named_kinds(stranger: Visitor) -> None:
    words = Looked(stranger.visit("/help/first-call?kind=emdr&kind=psychiatry").text).words
    assert "What does it cost, and who pays for it?" in words
    assert "What do you do when somebody goes far away?" in words
    assert "How do I end it safely?" in words
    assert "Who leads the group?" not in words


def test_looking_keeps_nothing(person: Visitor) -> None:
    before = everything_kept(person)
    assert suggested(person, ALL)[:3] == ["prolonged-exposure", "cpt", "emdr"]
    assert everything_kept(person) == before
    assert "are kept here" not in Looked(person.visit("/help/first-steps").text).words


def test_kept_answers_are_shown_replaced_and_forgotten(person: Visitor) -> None:
    suggested(person, ALL, "PUT")
    page = Looked(person.visit("/help/first-steps").text)
    assert "Your answers of Sunday, 22 November 2026 are kept here" in page.words
    chosen = [each["name"] for each in page.all("input") if "checked" in each]
    assert sorted(chosen) == sorted([*(f"form.{id}" for id in YES), "plain.want", "plain.have", "plain.fit"])
    suggested(person, {"plain": {"want": "body"}}, "PUT")
    assert "memories" not in everything_kept(person)
    assert person.ask("DELETE", "/api/first-steps").status_code == 204
    assert "first-steps" not in everything_kept(person)


def test_a_crisis_in_the_questions_about_health_comes_first(person: Visitor) -> None:
    rules = person.house.safety.screening
    calm: Any = {question.id: "no" for question in rules.questions} | {"reachable": "yes", "crisis": "unsure"}
    person.house.store.write_sync(screen, FullScreening(calm, rules, person.house.clock.stamp()))
    answer = person.ask("POST", "/api/first-steps", ALL).json()
    assert answer["crisis"] is True
    assert answer["kinds"][0]["kind"] == "crisis-line"


def test_so_does_one_in_the_short_list(person: Visitor) -> None:
    assert person.ask("POST", "/api/screening", {"answers": short_list("crisis")}).status_code == 200
    assert person.ask("POST", "/api/first-steps", {}).json()["crisis"] is True


def short_list(yes: str) -> dict[str, str]:
    from tremula.web.pages.welcome import QUESTIONS

    return {question.id: "yes" if question.id == yes else "no" for question in QUESTIONS}


@pytest.mark.parametrize("body", [{"plain": {"want": "gold"}}, {"form": {"q9": 1}}, {"form": {"q1": 2}}])
def test_answers_that_there_are_not_are_refused_and_not_repeated(
    person: Visitor, body: dict[str, Any]
) -> None:
    answer = person.ask("POST", "/api/first-steps", body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "shape")
    assert "gold" not in answer.text


def test_the_letter_is_off_until_it_is_wanted(person: Visitor) -> None:
    page = Looked(person.visit("/letter").text)
    assert "Nothing is mailed" in page.words and "You practised" not in page.words
    assert person.visit("/letter/file").status_code == 404
    settings = Looked(person.visit("/settings").text).all("input")
    assert [each["value"] for each in settings if each.get("name") == "letter" and "checked" in each] == [
        "off"
    ]


def test_the_letter_tells_ones_own_week_and_can_be_kept(person: Visitor) -> None:
    person.ask("PUT", "/api/settings", {"letter": "weekly"})
    keep_a_week_ago(person)
    page = Looked(person.visit("/letter").text)
    assert "Your week from Monday, 9 November 2026" in page.words
    assert "In the checks you ticked: raw" in page.words
    assert "/learn/self-care" in page.links()
    file = person.visit("/letter/file")
    assert file.headers["content-type"].startswith("text/plain")
    assert 'filename="tremula-letter-2026-11-09.txt"' in file.headers["content-disposition"]
    assert "In the checks you ticked: raw" in file.text
    assert re.search(r"<[a-z]", file.text) is None


def keep_a_week_ago(visitor: Visitor) -> None:
    """A check of the week before, with one sign of a harder day."""
    body = {"when": "next-day", "signs": ["raw"], "shaking_outside": False}
    row = AnswerRow("check-x", "check", "2026-11-12T09:00:00.000+00:00", body)

    def keep(tx: Tx, command: None) -> None:
        tx.keep_answer(row)

    visitor.house.store.write_sync(keep, None)


@pytest.mark.parametrize("path", ["/library", "/settings", "/grounding"])
def test_learn_and_help_are_reached_from_everywhere(resident: Visitor, path: str) -> None:
    assert {"/learn", "/help/kinds"} <= set(Looked(resident.visit(path).text).links())


def test_the_first_run_leads_there(person: Visitor) -> None:
    assert "/learn" in Looked(person.visit("/welcome").text).links()
